import { join } from 'node:path'
import t from 'tap'
import { ask } from '../../src/cluster/api.ts'
import { connect } from '../../src/cluster/connection.ts'
import { hasPodCredentials, openPodCredentials } from '../../src/cluster/pod-credentials.ts'
import { createSelfSignedKeyPair } from '../../src/certificates/self-signed.ts'
import { createServer } from 'node:https'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { openConnection, standIn, writeKubeconfig } from './helpers/api-server.ts'

t.test('speaks as the user of the kubeconfig, in the namespace of its context', async (t) => {
  const { connection, came } = await standIn(t, () => ({}))

  await ask(connection, { path: '/version' })

  t.equal(connection.namespace, 'wf-defaults')
  t.match(came, [
    { method: 'GET', path: '/version', headers: { authorization: 'Bearer secret', accept: 'application/json' } },
  ])
})

t.test('verifies the API server, and makes one connection for many requests', async (t) => {
  const pair = createSelfSignedKeyPair(new Date())
  const server = createServer({ cert: pair.certificate, key: pair.key }, (_request, response) => response.end('{}'))
  let connections = 0
  server.on('secureConnection', () => (connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const authority = Buffer.from(pair.authority).toString('base64')

  const trusting = await openConnection(writeKubeconfig(t, url, { 'certificate-authority-data': authority }))
  for (const path of ['/a', '/b', '/c']) t.strictSame(await ask(trusting, { path }), {})

  t.equal(connections, 1)
})

t.test('does not speak to one that it cannot verify', async (t) => {
  const [pair, other] = [createSelfSignedKeyPair(new Date()), createSelfSignedKeyPair(new Date())]
  const server = createServer({ cert: pair.certificate, key: pair.key }, (_request, response) => response.end('{}'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const authority = Buffer.from(other.authority).toString('base64')

  const connection = await openConnection(writeKubeconfig(t, url, { 'certificate-authority-data': authority }))

  await t.rejects(ask(connection, { path: '/a' }), /certificate/u)
})

t.test('speaks as the ServiceAccount of its Pod, in its namespace', async (t) => {
  const pair = createSelfSignedKeyPair(new Date())
  const authorizations: unknown[] = []
  const server = createServer({ cert: pair.certificate, key: pair.key }, ({ headers }, response) => {
    authorizations.push(headers.authorization)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const folder = t.testdir({ token: 'secret\n', 'ca.crt': pair.authority, namespace: 'wf-defaults\n' })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`

  const connection = connect(await openPodCredentials(url, folder))
  for (const path of ['/a', '/b']) await ask(connection, { path })

  t.equal(connection.namespace, 'wf-defaults')
  t.strictSame(authorizations, ['Bearer secret', 'Bearer secret'])
})

t.test('knows a Pod that may speak to its cluster by its token', async (t) => {
  t.equal(hasPodCredentials(t.testdir({ token: 'secret' })), true)
  t.equal(hasPodCredentials(t.testdir({})), false)
  t.equal(hasPodCredentials(), false)
})

t.test('takes the namespace default where the context names none', async (t) => {
  const config = JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: '' } }],
    'current-context': 'x',
  })

  t.equal((await openConnection(join(t.testdir({ config }), 'config'))).namespace, 'default')
})

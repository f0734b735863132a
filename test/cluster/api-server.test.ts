import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import t from 'tap'
import { ask, hasStatus } from '../../src/cluster/api.ts'
import { connect } from '../../src/cluster/connection.ts'
import { openKubeconfigCredentials } from '../../src/cluster/kubeconfig-credentials.ts'
import { list } from '../../src/cluster/list.ts'
import { lookUp } from '../../src/cluster/look-up.ts'
import { NAMESPACES, pathOfReference } from '../../src/cluster/paths.ts'
import { watch } from '../../src/cluster/watch.ts'
import { readTestCluster } from './harness/test-cluster.ts'
import { createNamespace } from './support/namespaces.ts'

/** What of the API server's ways the webhook seldom meets: here it is asked for them. */

const cluster = readTestCluster()
const connection = connect(await openKubeconfigCredentials(cluster.kubeconfig))
const namespace = await createNamespace(cluster)
const ON = new AbortController().signal

t.test('a list of more than one page is read to its end, and a watch goes on from there', async (t) => {
  const path = `${NAMESPACES}/${namespace}/configmaps`
  const names = Array.from({ length: 501 }, (_, number) => `c${number}`)
  for (const name of names) await ask(connection, { method: 'POST', path, body: { metadata: { name } } })
  const listed: unknown[] = []

  const version = await list(connection, `${path}?`, (item) => listed.push(item), ON)
  await ask(connection, { method: 'POST', path, body: { metadata: { name: 'later' } } })

  t.equal(listed.length, names.length)
  t.match(await readFirst(`${path}?`, version), { type: 'ADDED', object: { metadata: { name: 'later' } } })
})

t.test('a list that is given up between two pages says why', async (t) => {
  const stopped = new AbortController()

  const given = list(connection, `${NAMESPACES}/${namespace}/configmaps?`, () => stopped.abort(), stopped.signal)

  await t.rejects(given, { name: 'AbortError' })
})

t.test('a watch from a version that the API server has forgotten fails with 410', async (t) => {
  // Argo's kinds came later, and with them what is remembered of them.
  await t.rejects(readFirst('/apis/argoproj.io/v1alpha1/workflows?', '1'), {
    name: 'ApiFault',
    statusCode: 410,
    message: /^the watch ended: too old resource version/u,
  })
})

t.test('an answer that is not JSON is a fault, and one that refuses is told by its status', async (t) => {
  await t.rejects(ask(connection, { path: '/readyz' }), SyntaxError)
  await t.rejects(ask(connection, { path: '/nowhere' }), { statusCode: 404, message: 'GET /nowhere: HTTP 404' })
})

t.test('what is refused is said in the words of the API server', async (t) => {
  const path = `${NAMESPACES}/${namespace}/configmaps`
  const body = { metadata: { name: 'Not a name' } }

  const refused = await ask(connection, { method: 'POST', path, body }).catch((fault: unknown) => fault)

  t.ok(hasStatus(refused, 422))
  t.match(refused, { message: /^POST \/api\/v1\/.*: ConfigMap "Not a name" is invalid/u })
})

t.test('a name that leads elsewhere is that of no object', async (t) => {
  const path = pathOfReference({ kind: 'ServiceAccount', namespace, name: '..' })

  t.equal(await lookUp(connection, path), 'absent')
})

t.test('an API server without TLS, such as kubectl proxy, is asked over HTTP', async (t) => {
  const server = await startKubectlProxy(t)
  const kubeconfig = {
    clusters: [{ name: 'c', cluster: { server, 'insecure-skip-tls-verify': true } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: '' } }],
    'current-context': 'x',
  }
  const file = `${t.testdir({ kubeconfig: JSON.stringify(kubeconfig) })}/kubeconfig`

  const proxied = connect(await openKubeconfigCredentials(file))

  t.equal(proxied.namespace, 'default')
  t.match(await ask(proxied, { path: `${NAMESPACES}/${namespace}` }), { kind: 'Namespace' })
})

async function readFirst(path: string, resourceVersion: string): Promise<unknown> {
  for await (const event of watch(connection, path, resourceVersion, ON)) return event
  return undefined
}

/** Gives its URL. */
async function startKubectlProxy(t: Test): Promise<string> {
  const args = [`--kubeconfig=${cluster.kubeconfig}`, 'proxy', '--port=0']
  const proxy = spawn(cluster.built.paths.kubectl, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => proxy.kill())
  for await (const line of createInterface(proxy.stdout)) {
    const place = /127\.0\.0\.1:\d+/u.exec(line)?.[0]
    if (place !== undefined) return `http://${place}`
  }
  throw new Error('kubectl proxy ended and said no address')
}

import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import type { Test } from 'tap'
import t from 'tap'
import type { TLSSocket } from 'node:tls'
import { connect } from 'node:tls'
import { createSelfSignedKeyPair } from '../../src/certificates/self-signed.ts'
import type { ServeOptions } from '../../src/server/serve-options.ts'
import { StartFault } from '../../src/server/start-fault.ts'
import type { RunningServer } from '../../src/server/start-server.ts'
import { startServer } from '../../src/server/start-server.ts'
import { isObject, own, ownList, ownText } from '../../src/core/json.ts'
import { standIn } from '../cluster-offline/helpers/api-server.ts'
import { ask } from './helpers/ask.ts'
import type { CollectedLog } from './helpers/collect-log.ts'
import { collectLog } from './helpers/collect-log.ts'
import { readMetric } from './helpers/metric.ts'
import { findFreePort, OPTIONS } from './helpers/options.ts'
import { responseOf, reviewOf, WORKFLOW } from './helpers/reviews.ts'
import { until } from './helpers/until.ts'

const AT_ONCE = { delayMs: 0, closeMs: 1000 }

interface Started extends RunningServer {
  readonly collected: CollectedLog
  readonly metric: (series: string) => Promise<number | undefined>
}

async function start(t: Test, options: Partial<ServeOptions> = {}): Promise<Started> {
  const collected = collectLog()
  const server = await startServer({ ...OPTIONS, ...options }, { log: collected.log, reloadIntervalMs: 5 })
  t.teardown(async () => server.drain(AT_ONCE))
  const metric = async (series: string): Promise<number | undefined> =>
    readMetric((await ask(`http://${server.places.operations}/metrics`)).body, series)
  return { ...server, collected, metric }
}

/** The CA of a server that made its own certificate. */
function authorityOf({ lines }: CollectedLog): string {
  return Buffer.from(String(lines.find((line) => 'caBundle' in line)?.['caBundle']), 'base64').toString()
}

t.test('opens a door for each audience, and says so', async (t) => {
  const { places, collected } = await start(t, { debugPort: await findFreePort() })
  const ca = authorityOf(collected)

  t.match(await ask(`https://${places.admission}/mutate`, { body: reviewOf(WORKFLOW), ca }), { status: 200 })
  t.match(await ask(`http://${places.operations}/metrics`), { status: 200 })
  t.match(await ask(`http://${places.debug}/dry-run`, { body: JSON.stringify(WORKFLOW) }), { status: 200 })
  t.match(collected.find('listening'), [
    { listener: 'admission', address: places.admission },
    { listener: 'operations', address: places.operations },
    { listener: 'debug', address: places.debug },
  ])
})

t.test('shows each audience nothing but its own', async (t) => {
  const { places, collected } = await start(t, { debugPort: await findFreePort() })
  const ca = authorityOf(collected)
  const statuses = await Promise.all(
    [
      ask(`https://${places.admission}/metrics`, { ca }),
      ask(`https://${places.admission}/dry-run`, { ca, body: '{}' }),
      ask(`http://${places.operations}/mutate`, { body: reviewOf(WORKFLOW) }),
      ask(`http://${places.operations}/dry-run`, { body: '{}' }),
      ask(`http://${places.debug}/metrics`),
      ask(`http://${places.debug}/mutate`, { body: reviewOf(WORKFLOW) }),
    ].map(async (answer) => (await answer).status),
  )

  t.strictSame(statuses, [404, 404, 404, 404, 404, 404])
  t.match(places.debug, /^127\.0\.0\.1:/u)
})

t.test('has no debug listener where its port is 0', async (t) => {
  t.equal((await start(t)).places.debug, undefined)
})

t.test('is ready when it listens, and not once it drains', async (t) => {
  const { places, drain } = await start(t)
  const probe = async (): Promise<number> => (await ask(`http://${places.operations}/readyz`)).status

  t.equal(await probe(), 200)
  const drained = drain({ delayMs: 500, closeMs: 1000 })
  t.equal(await probe(), 503)
  await drained
})

t.test('takes changed settings without a restart', async (t) => {
  const settings = join(t.testdir({ 'settings.yaml': settingsText(1) }), 'settings.yaml')
  const { places, collected, metric } = await start(t, { settings })
  const ca = authorityOf(collected)
  const readHash = async (): Promise<unknown> => {
    const { body } = await ask(`https://${places.admission}/mutate`, { body: reviewOf(WORKFLOW), ca })
    return (responseOf(body)['auditAnnotations'] as Readonly<Record<string, unknown>>)['settings']
  }
  const before = await readHash()

  writeFileSync(settings, settingsText(2))
  const after = await until('other settings hold', async () => {
    const hash = await readHash()
    return hash !== before && String(hash)
  })

  t.equal(await metric(`wf_defaults_settings_info{hash="${after}"}`), 1)
  t.equal(await metric('wf_defaults_reloads_total{what="settings",result="success"}'), 1)
})

t.test('stays ready with the last good settings when changed ones are broken, and says what is wrong', async (t) => {
  const settings = join(t.testdir({ 'settings.yaml': settingsText(1) }), 'settings.yaml')
  const { places, collected, metric } = await start(t, { settings })
  const ca = authorityOf(collected)
  const readAnswer = async (): Promise<unknown> =>
    responseOf((await ask(`https://${places.admission}/mutate`, { body: reviewOf(WORKFLOW), ca })).body)
  const before = await readAnswer()

  writeFileSync(settings, settingsText(2).replace('2', 'two'))
  const fault = await until(
    'the fault is logged',
    () => collected.find('files are at fault, and what they held before stays')[0],
  )

  t.match(fault['fault'], /settings\.yaml: defaults\.priority: expected a number, but came "two"$/u)
  t.equal(await metric('wf_defaults_reloads_total{what="settings",result="failure"}'), 1)
  t.strictSame(await readAnswer(), before)
  t.match(await ask(`http://${places.operations}/readyz`), { status: 200 })
})

t.test('gives new connections a changed certificate, while old ones go on', async (t) => {
  const [first, second] = [createSelfSignedKeyPair(new Date()), createSelfSignedKeyPair(new Date())]
  const folder = t.testdir({ 'tls.crt': first.certificate, 'tls.key': first.key })
  const [tlsCertFile, tlsPrivateKeyFile] = [join(folder, 'tls.crt'), join(folder, 'tls.key')]
  const { places, metric } = await start(t, { tlsCertFile, tlsPrivateKeyFile })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => agent.destroy())
  const askOnOldConnection = async () => ask(`https://${places.admission}/livez`, { agent, ca: first.authority })
  await askOnOldConnection()

  writeFileSync(tlsPrivateKeyFile, 'half a key')
  await until('the fault is counted', async () =>
    metric('wf_defaults_reloads_total{what="certificate",result="failure"}'),
  )
  t.equal(await readCertificate(places.admission), first.certificate, 'the last good one stays')
  writeFileSync(tlsCertFile, second.certificate)
  writeFileSync(tlsPrivateKeyFile, second.key)
  await until('new connections get it', async () => (await readCertificate(places.admission)) === second.certificate)

  t.equal((await askOnOldConnection()).status, 200)
  t.equal((await ask(`https://${places.admission}/livez`, { ca: second.authority })).status, 200)
  await t.rejects(ask(`https://${places.admission}/livez`, { ca: first.authority }))
})

t.test('loses no request while the certificate changes again and again', async (t) => {
  const pairs = Array.from({ length: 10 }, () => createSelfSignedKeyPair(new Date()))
  const [first] = pairs
  t.ok(first)
  if (first === undefined) return
  const folder = t.testdir({ 'tls.crt': first.certificate, 'tls.key': first.key })
  const [tlsCertFile, tlsPrivateKeyFile] = [join(folder, 'tls.crt'), join(folder, 'tls.key')]
  const { places } = await start(t, { tlsCertFile, tlsPrivateKeyFile })
  const ca = pairs.map(({ authority }) => authority).join('')
  const agent = new Agent({ keepAlive: true, maxSockets: 2, ca })
  t.teardown(() => agent.destroy())

  const done = new AbortController()
  const statuses: number[] = []
  const load = [agent, undefined].map(async (each) => {
    while (!done.signal.aborted) statuses.push((await askMutate(places.admission, ca, each)).status)
  })
  for (const { certificate, key } of pairs) {
    writeFileSync(tlsCertFile, certificate)
    writeFileSync(tlsPrivateKeyFile, key)
    await until('it is served', async () => (await readCertificate(places.admission)) === certificate)
  }
  done.abort()
  await Promise.all(load)

  t.ok(statuses.length > 20)
  t.strictSame([...new Set(statuses)], [200])
})

t.test('does not start halfway', async (t) => {
  const { log } = collectLog()
  const other = await start(t)
  const taken = Number(other.places.operations?.split(':')[1])
  const free = await findFreePort()

  await t.rejects(startServer({ ...OPTIONS, port: free, opsPort: taken }, { log }), {
    name: 'StartFault',
    message: /\(--ops-address, --ops-port\): something else listens there$/u,
  })
  await t.rejects(ask(`https://127.0.0.1:${free}/livez`), { code: 'ECONNREFUSED' })
})

t.test('follows no file after it could not start', async (t) => {
  const settings = join(t.testdir({ 'settings.yaml': settingsText(1) }), 'settings.yaml')
  const { collected: running } = await start(t, { settings })
  const { log, lines } = collectLog()
  const options = { ...OPTIONS, settings, tlsCertFile: settings, tlsPrivateKeyFile: settings }
  await t.rejects(startServer(options, { log, reloadIntervalMs: 5 }), StartFault)
  const before = lines.length

  for (const priority of [2, 3, 4]) {
    const { length } = running.find('took a change of files')
    writeFileSync(settings, settingsText(priority))
    await until('the server that runs has taken it', () => running.find('took a change of files').length > length)
  }

  t.equal(lines.length, before)
})

t.test('does not start with a key pair or settings that are at fault', async (t) => {
  const { log } = collectLog()
  const settings = join(t.testdir({ 'settings.yaml': 'kind: Nothing\n' }), 'settings.yaml')

  await t.rejects(startServer({ ...OPTIONS, settings }, { log }), StartFault)
  await t.rejects(startServer({ ...OPTIONS, tlsCertFile: settings, tlsPrivateKeyFile: settings }, { log }), StartFault)
})

t.test('with a webhook configuration to keep, is ready once the API server trusts it', async (t) => {
  const cluster = { secret: undefined as object | undefined, webhooks: undefined as unknown }
  const service = { name: 'wf-defaults', namespace: 'wf-defaults' }
  const { kubeconfig } = await standIn(t, ({ method, path, body }) => {
    if (path.endsWith('/mutatingwebhookconfigurations/hooks')) {
      if (method === 'PATCH') cluster.webhooks = own(body, 'webhooks')
      return cluster.webhooks === undefined
        ? 404
        : { webhooks: ownList(cluster, 'webhooks').map((webhook) => withService(webhook, service)) }
    }
    if (method === 'POST' && isObject(body)) cluster.secret = body
    return cluster.secret ?? 404
  })
  const options = { kubeconfig, webhookConfiguration: 'hooks', assumeReferences: false }
  const { places, collected, metric } = await start(t, options)
  const probe = async (): Promise<number> => (await ask(`http://${places.operations}/readyz`)).status
  await until('it has looked in vain', () => collected.find('cannot keep the certificate trusted')[0])
  t.equal(await probe(), 503)

  cluster.webhooks = [{ name: 'a', clientConfig: { service } }]
  await until('it is ready', async () => (await probe()) === 200)

  const ca = Buffer.from(ownText(own(cluster.secret, 'data'), 'ca.crt') ?? '', 'base64').toString()
  t.equal((await ask(`https://${places.admission}/livez`, { ca })).status, 200)
  t.equal(await metric('wf_defaults_certificate_trusted'), 1)
})

t.test('keeps no webhook configuration without a cluster', async (t) => {
  const { log } = collectLog()

  await t.rejects(startServer({ ...OPTIONS, webhookConfiguration: 'hooks' }, { log }), {
    name: 'StartFault',
    message: /^--webhook-configuration needs a cluster: /u,
  })
})

function settingsText(priority: number): string {
  return `apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\ndefaults: {priority: ${priority}}\n`
}

async function askMutate(place: string | undefined, ca: string, agent?: Agent) {
  return ask(`https://${place}/mutate`, { body: reviewOf(WORKFLOW), ca, ...(agent && { agent }) })
}

/** The certificate that a new connection gets, in PEM. */
async function readCertificate(place = ''): Promise<string> {
  const [host, port] = place.split(':')
  const socket: TLSSocket = connect({ host, port: Number(port), rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { raw } = socket.getPeerCertificate()
  socket.end()
  return new X509Certificate(raw).toString()
}

/** What server-side apply leaves of a webhook: what was applied, beside what others had set. */
function withService(webhook: unknown, service: object): object {
  return { name: own(webhook, 'name'), clientConfig: { ...(own(webhook, 'clientConfig') as object), service } }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import t from 'tap'
import type { ServeOptions } from '../../src/server/serve-options.ts'
import { startServer } from '../../src/server/start-server.ts'
import { ask } from '../server/helpers/ask.ts'
import { collectLog } from '../server/helpers/collect-log.ts'
import { readMetric } from '../server/helpers/metric.ts'
import { OPTIONS } from '../server/helpers/options.ts'
import { responseOf, reviewOf, WORKFLOW } from '../server/helpers/reviews.ts'
import { expectKubectl } from './harness/kubectl.ts'
import { readTestCluster } from './harness/test-cluster.ts'
import { until } from './harness/until.ts'
import { applyManifests } from './harness/webhook.ts'
import { LABEL } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { openProxy } from './support/proxy.ts'

const cluster = readTestCluster()
const { kubectl } = cluster
await applyManifests(cluster)
const token = (await expectKubectl(kubectl, ['--namespace=wf-defaults', 'create', 'token', 'wf-defaults'])).trim()
const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-facts-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

// 200 ms, and what a machine that is busy adds.
const MAX_WAIT_MS = 600

/** What is missing is asked for anew no sooner. */
const REFRESH_MS = 5000

/** A replica in this process, with the rights of the manifests, whose way to the API server the test can spoil. */
async function start(t: Test) {
  const proxy = await openProxy(cluster)
  const kubeconfig = proxy.writeKubeconfig(join(folder, `kubeconfig-${Math.random()}`), token)
  const options: ServeOptions = { ...OPTIONS, assumeReferences: false, kubeconfig }
  const { log, find } = collectLog()
  const { places, drain } = await startServer(options, { log })
  t.teardown(async () => {
    await drain({ delayMs: 0, closeMs: 1000 })
    proxy.stop()
  })
  const caBundle = String(find('serving with a self-signed certificate that was made in memory')[0]?.['caBundle'])
  const ca = Buffer.from(caBundle, 'base64').toString()

  const mutate = async (namespace: string) => {
    const startedAt = performance.now()
    const { body } = await ask(`https://${places.admission}/mutate`, { ca, body: reviewOf(WORKFLOW, { namespace }) })
    return { response: responseOf(body), ms: performance.now() - startedAt }
  }
  const metric = async (series: string) =>
    readMetric((await ask(`http://${places.operations}/metrics`)).body, `wf_defaults_${series}`)
  await until('it follows the cluster', async () => Number(await metric('cluster_heard_timestamp_seconds')) > 0)
  return { proxy, mutate, metric, find }
}

t.test('a Namespace that opted in a moment ago is known', async (t) => {
  const { mutate } = await start(t)

  for (let count = 0; count < 5; count += 1) {
    const namespace = await createNamespace(cluster, 'enabled')
    t.match((await mutate(namespace)).response, { patchType: 'JSONPatch' })
  }
})

t.test('in the steady state no API call is made but to learn anew what is old', async (t) => {
  const { mutate, metric } = await start(t)
  const namespace = await createNamespace(cluster, 'enabled')
  const countLookUps = async () =>
    ((await metric('lookups_total{result="absent"}')) ?? 0) + ((await metric('lookups_total{result="present"}')) ?? 0)
  const startedAt = performance.now()
  await mutate(namespace)
  const first = await countLookUps()
  t.ok(first > 0)

  for (let count = 0; count < 50; count += 1) await mutate(namespace)

  const made = (await countLookUps()) - first
  // On a machine that is busy fifty admissions take longer than the first answers are new.
  t.ok(made <= first * Math.floor((performance.now() - startedAt) / REFRESH_MS), `${made} look-ups`)
})

t.test('a watch that is cut is replaced, and what changed meanwhile is known', async (t) => {
  const { proxy, metric, find } = await start(t)
  const before = Number(await metric('namespaces_opted_in'))

  proxy.cut()
  const namespace = await createNamespace(cluster, 'enabled')
  await until('it is followed again', async () => Number(await metric('namespaces_opted_in')) > before)
  await expectKubectl(kubectl, ['label', 'namespace', namespace, `${LABEL}-`])
  await until('the new watch tells', async () => Number(await metric('namespaces_opted_in')) === before)

  t.equal(find('the watch of the Namespaces broke off, and begins anew').length, 1)
  t.equal(await metric('cluster_errors_total{what="watch"}'), 1)
})

t.test('a watch that goes silent is replaced', { timeout: 120_000 }, async (t) => {
  const { proxy, metric, find } = await start(t)
  const before = Number(await metric('namespaces_opted_in'))

  proxy.silence()
  await createNamespace(cluster, 'enabled')
  const noticed = until('it is noticed', () => find('the watch of the Namespaces broke off, and begins anew')[0], {
    timeoutMs: 60_000,
  })
  await noticed
  proxy.restore()
  await until('it is followed again', async () => Number(await metric('namespaces_opted_in')) > before, {
    timeoutMs: 40_000,
  })

  t.pass()
})

t.test('an API server that does not answer keeps an admission waiting for 200 ms at most', async (t) => {
  const { proxy, mutate } = await start(t)
  const [known, other] = [await createNamespace(cluster, 'enabled'), await createNamespace(cluster, 'enabled')]
  await mutate(known)
  proxy.silence()

  const answers = await Promise.all([known, other, other].map(mutate))
  const again = await mutate(other)

  for (const { ms } of [...answers, again]) t.ok(ms < MAX_WAIT_MS, `${Math.round(ms)} ms`)
  t.match(answers[0]?.response, { patchType: 'JSONPatch' }, 'what is known is known still')
})

t.test('a Namespace that cannot be known leaves its objects as they are, with a warning (R10)', async (t) => {
  const { proxy, mutate } = await start(t)
  proxy.silence()

  const { ms, response } = await mutate('test-unheard-of')

  t.match(response, {
    allowed: true,
    patch: undefined,
    warnings: [/^wf-defaults left it as it is: the settings of Namespace test-unheard-of could not be read in time$/u],
  })
  t.ok(ms < MAX_WAIT_MS, `${Math.round(ms)} ms`)
})

t.test('an API server that is gone and comes back is followed again, without a restart', async (t) => {
  const { proxy, mutate, metric } = await start(t)
  const before = Number(await metric('namespaces_opted_in'))
  proxy.silence()
  await mutate('test-unheard-of')

  proxy.restore()
  const namespace = await createNamespace(cluster, 'enabled')
  await until('it is followed again', async () => Number(await metric('namespaces_opted_in')) > before)

  t.match((await mutate(namespace)).response, { patchType: 'JSONPatch' })
})

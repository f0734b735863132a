import { join } from 'node:path'
import type { Test } from 'tap'
import t from 'tap'
import { connectCluster, toFactsSource } from '../../src/server/cluster-facts.ts'
import { createMetrics } from '../../src/server/metrics.ts'
import { standIn } from '../cluster-offline/helpers/api-server.ts'
import { collectLog } from './helpers/collect-log.ts'
import { readMetric } from './helpers/metric.ts'
import { OPTIONS } from './helpers/options.ts'
import { until } from './helpers/until.ts'

const SERVER = 'https://127.0.0.1:1'
const LISTED = {
  metadata: { resourceVersion: '1' },
  items: [{ metadata: { name: 'demo', labels: { 'workflows.panfactum.com/defaults': 'enabled' } } }],
}
const ACCOUNT = { kind: 'ServiceAccount', namespace: 'demo', name: 'runner' } as const

function surroundings(t: Test) {
  const stopped = new AbortController()
  t.teardown(() => stopped.abort())
  return { ...collectLog(), metrics: createMetrics(), signal: stopped.signal }
}

t.test('says that there is no cluster, and knows nothing of what defaults name', async (t) => {
  const { log, lines } = collectLog()

  const facts = toFactsSource(undefined, { assumeReferences: false }, log)()

  t.equal(facts.presenceOf(ACCOUNT), 'unknown')
  t.equal(facts.connected, false)
  t.equal(facts.pending(), undefined)
  t.match(lines, [{ level: 'warn', assumeReferences: false, msg: /^running without a cluster/u }])
})

t.test('takes it to exist if it is told to', async (t) => {
  const facts = toFactsSource(undefined, { assumeReferences: true }, collectLog().log)()

  t.equal(facts.presenceOf(ACCOUNT), 'assumed')
})

t.test('there is no cluster outside of one, in a Pod without a token, or where it is a first try', async (t) => {
  const around = surroundings(t)

  t.equal(await connectCluster({ ...OPTIONS, assumeReferences: false }, around), undefined)
  t.equal(await connectCluster({ ...OPTIONS, assumeReferences: false, apiServer: SERVER }, around), undefined)
  t.equal(await connectCluster({ ...OPTIONS, assumeReferences: true, apiServer: SERVER }, around), undefined)
})

t.test('does not start with a kubeconfig that is at fault, and says which', async (t) => {
  const folder = t.testdir({ empty: '', broken: 'a: [', other: 'kind: Config\nclusters: []\n' })

  for (const name of ['empty', 'broken', 'other', 'missing']) {
    const kubeconfig = join(folder, name)
    await t.rejects(connectCluster({ ...OPTIONS, kubeconfig }, surroundings(t)), {
      name: 'StartFault',
      message: new RegExp(`^cannot use the kubeconfig ${kubeconfig}: `, 'u'),
    })
  }
})

t.test('follows the cluster of the kubeconfig, and says where it is', async (t) => {
  const around = surroundings(t)
  const { kubeconfig } = await standIn(t, ({ path }) => (path === '/api/v1/namespaces' ? LISTED : 404))

  const cluster = await connectCluster({ ...OPTIONS, kubeconfig }, around)
  const facts = toFactsSource(cluster, { assumeReferences: false }, around.log)()
  await until('it has heard', async () => readMetric(await around.metrics.print(), 'wf_defaults_namespaces_opted_in'))
  facts.presenceOf(ACCOUNT)
  await facts.pending()

  t.equal(facts.connected, true)
  t.match(facts.namespace('demo'), { labels: { 'workflows.panfactum.com/defaults': 'enabled' } })
  t.equal(facts.presenceOf(ACCOUNT), 'absent')
  t.match(around.find('following a cluster'), [{ server: /^http/u, namespace: 'wf-defaults' }])
  const metrics = await around.metrics.print()
  t.ok(Number(readMetric(metrics, 'wf_defaults_cluster_heard_timestamp_seconds')) > 0)
  t.equal(readMetric(metrics, 'wf_defaults_lookups_total{result="absent"}'), 1)
})

t.test('takes references of a cluster to exist if it is told to, and still asks it for Namespaces', async (t) => {
  const around = surroundings(t)
  const { kubeconfig } = await standIn(t, ({ path }) => (path === '/api/v1/namespaces' ? 500 : 404))

  const cluster = await connectCluster({ ...OPTIONS, kubeconfig }, around)
  const facts = toFactsSource(cluster, { assumeReferences: true }, around.log)()
  facts.namespace('none')
  await facts.pending()

  t.equal(facts.presenceOf(ACCOUNT), 'assumed')
  t.equal(facts.namespace('none'), 'absent')
})

t.test('logs and counts what it could not learn', async (t) => {
  const around = surroundings(t)
  const { kubeconfig } = await standIn(t, () => 500)

  const cluster = await connectCluster({ ...OPTIONS, kubeconfig }, around)
  const facts = toFactsSource(cluster, { assumeReferences: false }, around.log)()
  facts.presenceOf(ACCOUNT)
  await facts.pending()
  const broke = await until('the watch has failed', () => {
    return around.find('the watch of the Namespaces broke off, and begins anew')[0]
  })

  t.match(broke, { level: 'warn', fault: /refused with 500/u })
  t.match(around.find('a look-up failed'), [{ level: 'warn', path: /runner$/u, fault: /refused with 500/u }])
  const metrics = await around.metrics.print()
  t.equal(readMetric(metrics, 'wf_defaults_lookups_total{result="failed"}'), 1)
  t.ok(readMetric(metrics, 'wf_defaults_cluster_errors_total{what="watch"}'))
})

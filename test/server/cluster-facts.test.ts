import { join } from 'node:path'
import type { Test } from 'tap'
import t from 'tap'
import { connectCluster, toFactsSource } from '../../src/server/cluster-facts.ts'
import { createMetrics } from '../../src/server/metrics.ts'
import { collectLog } from './helpers/collect-log.ts'
import { OPTIONS } from './helpers/options.ts'

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
  t.equal(await connectCluster({ ...OPTIONS, assumeReferences: false, inCluster: true }, around), undefined)
  t.equal(await connectCluster({ ...OPTIONS, assumeReferences: true, inCluster: true }, around), undefined)
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

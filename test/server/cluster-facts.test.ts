import t from 'tap'
import { withoutCluster } from '../../src/server/cluster-facts.ts'
import { collectLog } from './helpers/collect-log.ts'

const ACCOUNT = { kind: 'ServiceAccount', namespace: 'demo', name: 'runner' } as const

t.test('says that there is no cluster, and knows nothing of what defaults name', async (t) => {
  const { log, lines } = collectLog()

  const facts = withoutCluster({ assumeReferences: false }, log)({ namespace: 'demo' })

  t.equal(facts.presenceOf(ACCOUNT), 'unknown')
  t.equal(facts.connected, false)
  t.match(lines, [{ level: 'warn', assumeReferences: false, msg: /^running without a cluster/u }])
})

t.test('takes it to exist if it is told to', async (t) => {
  const facts = withoutCluster({ assumeReferences: true }, collectLog().log)({ namespace: 'demo' })

  t.equal(facts.presenceOf(ACCOUNT), 'assumed')
})

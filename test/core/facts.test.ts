import t from 'tap'
import type { Reference } from '../../src/core/facts.ts'
import { ASSUMED_CLUSTER, UNKNOWN_CLUSTER } from '../../src/core/facts.ts'

const REFERENCES: readonly Reference[] = [
  { kind: 'ServiceAccount', namespace: 'demo', name: 'runner' },
  { kind: 'PriorityClass', name: 'high' },
  { kind: 'ConfigMap', namespace: 'demo', name: 'limits', key: 'job' },
]

t.test('without a cluster, whatever a default names is assumed to exist', async (t) => {
  for (const reference of REFERENCES) t.equal(ASSUMED_CLUSTER.presenceOf(reference), 'assumed', reference.kind)
  t.equal(ASSUMED_CLUSTER.artifactRepository('demo', 'artifact-repositories', 's3'), 'assumed')
})

t.test('or nothing is known of it', async (t) => {
  for (const reference of REFERENCES) t.equal(UNKNOWN_CLUSTER.presenceOf(reference), 'unknown', reference.kind)
  t.equal(UNKNOWN_CLUSTER.artifactRepository('demo', 'artifact-repositories', 's3'), 'unknown')
})

t.test('and no Namespace says anything', async (t) => {
  for (const cluster of [ASSUMED_CLUSTER, UNKNOWN_CLUSTER])
    t.strictSame(cluster.namespace('demo'), { labels: {}, annotations: {} })
})

t.test('no namespace has an artifact repository of its own where there is no cluster', async (t) => {
  for (const cluster of [ASSUMED_CLUSTER, UNKNOWN_CLUSTER]) {
    t.equal(cluster.connected, false)
    t.equal(cluster.hasDefaultArtifactRepository('demo'), false)
  }
})

import t from 'tap'
import { findRepositoryHarm, hasRepository } from '../../src/core/artifact-repository.ts'
import type { ClusterFacts, Presence } from '../../src/core/facts.ts'
import { UNKNOWN_CLUSTER } from '../../src/core/facts.ts'
import { Subject } from '../../src/core/subject.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import { decideWith } from '../helpers/decided.ts'
import { clusterWorkflowTemplate, workflow } from '../helpers/objects.ts'

const REFERENCE = { configMap: 'artifact-repositories', key: 's3' }
const SETTINGS = { artifactRepositoryRef: REFERENCE, archiveLogsEnabled: true, podDeleteDelaySeconds: 180 }
const OWN_REPOSITORY = { hasDefaultArtifactRepository: (namespace: string) => namespace === 'demo' }

t.test('a repository that is there, or assumed to be, can be named', async (t) => {
  for (const presence of ['present', 'assumed'] as const)
    t.equal(findRepositoryHarm(subjectIn(clusterWhere(presence)), REFERENCE), undefined, presence)
})

t.test('one that is not there cannot, nor one of which nobody knows (H15.1)', async (t) => {
  const detail = 'the ConfigMap artifact-repositories with the key s3'

  t.strictSame(findRepositoryHarm(subjectIn(clusterWhere('absent')), REFERENCE), { reason: 'reference-absent', detail })
  t.strictSame(findRepositoryHarm(subjectIn(clusterWhere('unknown')), REFERENCE), {
    reason: 'reference-unknown',
    detail,
  })
})

t.test('nor any where the namespace names its own by default: the user has chosen', async (t) => {
  const cluster = clusterWhere('present', OWN_REPOSITORY)

  t.strictSame(findRepositoryHarm(subjectIn(cluster), REFERENCE), { reason: 'namespace-repository', detail: 'demo' })
})

t.test('logs have somewhere to go where the default repository is known, or the user names one', async (t) => {
  t.ok(hasRepository(subjectIn(clusterWhere('present')), REFERENCE))
  t.ok(hasRepository(subjectIn(clusterWhere('present', OWN_REPOSITORY)), REFERENCE))
  t.ok(hasRepository(subjectIn(clusterWhere('absent'), { artifactRepositoryRef: { key: 'mine' } }), REFERENCE))
  t.ok(hasRepository(subjectIn(clusterWhere('absent'), { artifactRepositoryRef: { key: 'mine' } }), null))
})

t.test("the namespace's own counts where the settings name none (R10)", async (t) => {
  const cluster = clusterWhere('absent', OWN_REPOSITORY)
  const settings = { ...SETTINGS, artifactRepositoryRef: null }

  t.ok(hasRepository(subjectIn(cluster), null))
  t.strictSame(decideWith(settings, workflow(), { cluster }).reasons, {
    podGC: 'injected/absent',
    archiveLogs: 'injected/absent',
  })
})

t.test('and nowhere where none is known', async (t) => {
  for (const presence of ['absent', 'unknown'] as const)
    t.notOk(hasRepository(subjectIn(clusterWhere(presence)), REFERENCE), presence)
  t.notOk(hasRepository(subjectIn(clusterWhere('present')), null), 'the setting is turned off')
  t.notOk(
    hasRepository(subjectIn(clusterWhere('absent'), { artifactRepositoryRef: null }), REFERENCE),
    'null names none',
  )
})

t.test("without a cluster, Argo's own default is trusted", async (t) => {
  t.ok(hasRepository(subjectIn(UNKNOWN_CLUSTER), REFERENCE))
  t.ok(hasRepository(subjectIn(UNKNOWN_CLUSTER), null))
})

t.test('with a repository, logs are archived and Pods deleted', async (t) => {
  const { reasons } = decideWith(SETTINGS, workflow(), { cluster: clusterWhere('present') })

  t.strictSame(reasons, {
    podGC: 'injected/absent',
    artifactRepositoryRef: 'injected/absent',
    archiveLogs: 'injected/absent',
  })
})

t.test('without one, logs are not archived, and Pods stay since the logs would go with them', async (t) => {
  for (const [presence, reason] of [
    ['absent', 'reference-absent'],
    ['unknown', 'reference-unknown'],
  ] as const satisfies [Presence, string][]) {
    const { reasons, warnings, find, patch } = decideWith(SETTINGS, workflow(), { cluster: clusterWhere(presence) })

    t.strictSame(reasons, {
      podGC: 'skipped/no-artifact-repository',
      artifactRepositoryRef: `skipped/${reason}`,
      archiveLogs: 'skipped/no-artifact-repository',
    })
    t.strictSame(patch, [])
    t.match(find('archiveLogs')?.message, 'no artifact repository is known')
    t.match(warnings, [/^artifactRepositoryRef left out: .*the ConfigMap artifact-repositories with the key s3/u])
  }
})

t.test("with the namespace's own, logs are archived there", async (t) => {
  const { reasons, warnings } = decideWith(SETTINGS, workflow(), { cluster: clusterWhere('present', OWN_REPOSITORY) })

  t.strictSame(reasons, {
    podGC: 'injected/absent',
    artifactRepositoryRef: 'skipped/namespace-repository',
    archiveLogs: 'injected/absent',
  })
  t.strictSame(warnings, [])
})

t.test("with the user's own, logs are archived there", async (t) => {
  const object = workflow({ artifactRepositoryRef: { key: 'mine' }, templates: [] })

  const { reasons, warnings } = decideWith(SETTINGS, object, { cluster: clusterWhere('absent') })

  t.strictSame(reasons, {
    podGC: 'injected/absent',
    artifactRepositoryRef: 'kept/user-set',
    archiveLogs: 'injected/absent',
  })
  t.strictSame(warnings, [])
})

t.test('where the user decides about the logs, Pods are deleted as ever', async (t) => {
  for (const archiveLogs of [true, false]) {
    const object = workflow({ archiveLogs, templates: [] })

    const { reasons } = decideWith(SETTINGS, object, { cluster: clusterWhere('absent') })

    t.equal(reasons['podGC'], 'injected/absent', String(archiveLogs))
  }
})

t.test('where the settings archive none, Pods are deleted as ever, and a repository does not matter', async (t) => {
  const { reasons } = decideWith({ ...SETTINGS, archiveLogsEnabled: false }, workflow(), {
    cluster: clusterWhere('absent'),
  })

  t.equal(reasons['podGC'], 'injected/absent')
  t.equal(reasons['archiveLogs'], 'injected/absent')
})

t.test('without a cluster, logs are archived though nobody knows of a repository', async (t) => {
  const { reasons, warnings } = decideWith(SETTINGS, workflow(), { cluster: UNKNOWN_CLUSTER })

  t.strictSame(reasons, {
    podGC: 'injected/absent',
    artifactRepositoryRef: 'skipped/reference-unknown',
    archiveLogs: 'injected/absent',
  })
  t.equal(warnings.length, 1)
})

t.test('a cluster-scoped template names no repository, so that none is known for its logs (H2.5)', async (t) => {
  const cluster = clusterWhere('present')

  const { reasons } = decideWith(SETTINGS, clusterWorkflowTemplate(), { cluster, request: { namespace: '' } })

  t.strictSame(reasons, {
    podGC: 'skipped/no-artifact-repository',
    artifactRepositoryRef: 'skipped/namespaced-reference',
    archiveLogs: 'skipped/no-artifact-repository',
  })
})

function subjectIn(cluster: ClusterFacts, spec: object = {}): Subject {
  return new Subject({ ...workflow({ ...spec, templates: [] }) }, 'Workflow', 'demo', cluster)
}

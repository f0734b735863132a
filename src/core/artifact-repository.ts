import type { Harm } from './merge.ts'
import { presenceHarm } from './references.ts'
import type { Settings } from './settings/schema.ts'
import type { Subject } from './subject.ts'

type RepositoryRef = NonNullable<Settings['artifactRepositoryRef']>

/** Why the reference to an artifact repository would do harm: Argo fails a Workflow whose repository is not there (H15.1). */
export function findRepositoryHarm(subject: Subject, { configMap, key }: RepositoryRef): Harm | undefined {
  const what = `the ConfigMap ${configMap} with the key ${key}`
  if (subject.kind === 'ClusterWorkflowTemplate') return { reason: 'namespaced-reference', detail: what }
  if (subject.cluster.hasDefaultArtifactRepository(subject.namespace))
    return { reason: 'namespace-repository', detail: subject.namespace }
  return presenceHarm(subject.cluster.artifactRepository(subject.namespace, configMap, key), what)
}

/**
 * Whether logs have somewhere to go (R10): the user's own repository, the one that the settings name, or the namespace's.
 * Without a cluster nothing is known, and Argo's own default is trusted to be there.
 */
export function hasRepository(subject: Subject, reference: RepositoryRef | null): boolean {
  const { cluster, kind, namespace } = subject
  if (!cluster.connected || subject.hasInSpec('artifactRepositoryRef')) return true
  if (kind !== 'ClusterWorkflowTemplate' && cluster.hasDefaultArtifactRepository(namespace)) return true
  if (subject.skips?.covers('artifactRepositoryRef') === true) return false
  return reference !== null && findRepositoryHarm(subject, reference) === undefined
}

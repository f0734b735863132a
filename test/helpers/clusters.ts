import type { ClusterFacts, Presence } from '../../src/core/facts.ts'

/** A cluster of which this much is known, whatever one asks for. */
export function clusterWhere(presence: Presence, facts: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    connected: true,
    namespace: () => 'absent',
    presenceOf: () => presence,
    artifactRepository: () => presence,
    hasDefaultArtifactRepository: () => false,
    ...facts,
  }
}

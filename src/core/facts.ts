/** How a request reached us: what the core must know beside the object itself (R2). */
export interface RequestFacts {
  /** The admission operation; the command line and the dry run ask as for `CREATE`. */
  readonly operation: string
  /** `enabled` patches, `audit` decides and reports, anything else leaves the object alone (R2.2). */
  readonly mode: 'enabled' | 'audit' | 'not-opted-in'
  /** Where the object goes; empty for a cluster-scoped one. Its own `metadata.namespace` may be missing. */
  readonly namespace: string
  /** The object before an UPDATE. */
  readonly oldObject?: unknown
  readonly subResource?: string | undefined
  /** The size of the request's body in bytes, if known: no object in it is larger, which spares measuring (R13). */
  readonly bytes?: number | undefined
  /** Whether the name of a spread entry stands anywhere in the request, if known: it spares looking for one (R3.6). */
  readonly mayHaveSpread?: boolean | undefined
}

/** Something in the cluster that a default names, and that a Workflow fails without (R10). */
export type Reference =
  | { readonly kind: 'ServiceAccount'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'PriorityClass'; readonly name: string }
  | { readonly kind: 'ConfigMap'; readonly namespace: string; readonly name: string; readonly key: string }

/** What is known of a reference. `assumed` counts as present without anybody having looked. */
export type Presence = 'present' | 'absent' | 'unknown' | 'assumed'

/**
 * What a Namespace says to wf-defaults: those of its labels and annotations that are wf-defaults' own, or look as if they were meant
 * to be (R2.2, R5).
 */
export interface NamespaceFacts {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** What is known of the cluster at the moment of the request. The core asks, and never waits. */
export interface ClusterFacts {
  /** Whether there is a cluster to know anything of: without one, archiveLogs needs no known repository (R10). */
  readonly connected: boolean
  /** What a Namespace says; without a cluster, nothing. */
  readonly namespace: (name: string) => NamespaceFacts | 'absent' | 'unknown'
  /** What is known of a reference. */
  readonly presenceOf: (reference: Reference) => Presence
  /** The artifact repository's ConfigMap with its key, in the namespace or in the controller's own (H15.1). */
  readonly artifactRepository: (namespace: string, name: string, key: string) => Presence
  /** Whether the namespace's own ConfigMap names a default artifact repository (R10). */
  readonly hasDefaultArtifactRepository: (namespace: string) => boolean
}

/** A Namespace that has nothing to say. */
export const SILENT_NAMESPACE: NamespaceFacts = { labels: {}, annotations: {} }

/** No cluster, and whatever a default names is taken to exist: the command line, and `serve --assume-references`. */
export const ASSUMED_CLUSTER: ClusterFacts = withoutCluster('assumed')

/** No cluster, and nothing is taken to exist. */
export const UNKNOWN_CLUSTER: ClusterFacts = withoutCluster('unknown')

function withoutCluster(presence: Presence): ClusterFacts {
  return {
    connected: false,
    namespace: () => SILENT_NAMESPACE,
    presenceOf: () => presence,
    artifactRepository: () => presence,
    hasDefaultArtifactRepository: () => false,
  }
}

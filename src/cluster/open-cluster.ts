import { ClusterView } from './cluster-view.ts'
import type { Connection } from './connection.ts'
import { connect } from './connection.ts'
import type { Credentials } from './credentials.ts'
import { followNamespaces } from './follow-namespaces.ts'
import { lookUp } from './look-up.ts'
import { LookUps } from './look-ups.ts'
import { NamespaceStore } from './namespace-store.ts'

/** A cluster that is asked what is in it. */
export interface Cluster {
  readonly connection: Connection
  /** What is known of it, as one request sees it. */
  readonly view: () => ClusterView
}

/** How to reach the cluster, and who hears how that goes. */
export interface ClusterParts {
  readonly credentials: Credentials
  readonly argoNamespace: string
  readonly monitor: ClusterMonitor
  readonly signal: AbortSignal
}

/** Who hears what the cluster says. */
export interface ClusterMonitor {
  /** The Namespaces are up to date: so many opted in. */
  readonly heard: (namespaces: number) => void
  /** The watch of the Namespaces broke off, and begins anew. */
  readonly watchBroke: (fault: unknown) => void
  /** A look-up has ended. */
  readonly lookedUp: (result: 'present' | 'absent' | 'failed', path: string, fault?: unknown) => void
}

/**
 * Connects to a cluster and follows it until the signal. It does not wait for an answer: what is not known yet is asked for
 * when a request needs it.
 */
export function openCluster({ credentials, argoNamespace, monitor, signal }: ClusterParts): Cluster {
  const connection = connect(credentials)
  const namespaces = new NamespaceStore(now)
  const lookUps = new LookUps({
    lookUp: async (path) => lookUp(connection, path),
    onLookedUp: monitor.lookedUp,
    now,
  })
  void followNamespaces({
    connection,
    store: namespaces,
    onHeard: () => monitor.heard(namespaces.size),
    onFault: monitor.watchBroke,
    now,
    signal,
  })
  const memory = { namespaces, lookUps, argoNamespace, now }
  return { connection, view: () => new ClusterView(memory) }
}

function now(): number {
  return performance.now()
}

import type { Credentials } from '../cluster/credentials.ts'
import type { Cluster, ClusterMonitor } from '../cluster/open-cluster.ts'
import { openCluster } from '../cluster/open-cluster.ts'
import { openCredentials } from '../cluster/open-credentials.ts'
import type { ClusterFacts } from '../core/facts.ts'
import { ASSUMED_CLUSTER, UNKNOWN_CLUSTER } from '../core/facts.ts'
import type { Awaited } from './decide-when-known.ts'
import type { Log } from './log.ts'
import { messageOf } from './message-of.ts'
import type { Metrics } from './metrics.ts'
import type { ServeOptions } from './serve-options.ts'
import { StartFault } from './start-fault.ts'

/** What is known of the cluster, as one request sees it. All waits together are no longer than an admission may wait (R10). */
export interface RequestCluster extends ClusterFacts, Awaited {}

/** Gives what is known of the cluster at the moment of a request. */
export type ClusterFactsSource = () => RequestCluster

/** Where it is told how the cluster is followed, and until when. */
export interface ClusterSurroundings {
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly metrics: Pick<Metrics, 'setNamespaces' | 'countLookUp' | 'countClusterFault'>
  readonly signal: AbortSignal
}

type ClusterOptions = Pick<ServeOptions, 'kubeconfig' | 'apiServer' | 'assumeReferences' | 'argoNamespace'>

/**
 * Connects to the cluster that the options name, or to the one that this runs in (I2); `undefined` where there is neither.
 * @throws {StartFault} where the credentials are at fault
 */
export async function connectCluster(
  options: ClusterOptions,
  { log, metrics, signal }: ClusterSurroundings,
): Promise<Cluster | undefined> {
  const credentials = await findCredentials(options)
  if (credentials === undefined) return undefined

  const { server, namespace } = credentials
  log.info({ server, namespace }, 'following a cluster')
  const { argoNamespace } = options
  return openCluster({ credentials, argoNamespace, monitor: createMonitor(log, metrics), signal })
}

/** A first try in a Pod of some cluster is not about that cluster. */
async function findCredentials(options: ClusterOptions): Promise<Credentials | undefined> {
  const { kubeconfig, assumeReferences } = options
  const apiServer = assumeReferences ? undefined : options.apiServer
  try {
    return await openCredentials({ kubeconfig, apiServer })
  } catch (cause) {
    throw new StartFault(messageOf(cause), { cause })
  }
}

function createMonitor(log: ClusterSurroundings['log'], metrics: ClusterSurroundings['metrics']): ClusterMonitor {
  return {
    heard: metrics.setNamespaces,
    watchBroke: (fault) => {
      metrics.countClusterFault('watch')
      log.warn({ fault: messageOf(fault) }, 'the watch of the Namespaces broke off, and begins anew')
    },
    lookedUp: (result, path, fault) => {
      metrics.countLookUp(result)
      if (result === 'failed') log.warn({ path, fault: messageOf(fault) }, 'a look-up failed')
    },
  }
}

/** What requests are told of a cluster, or of none, which it says (I2). */
export function toFactsSource(
  cluster: Cluster | undefined,
  { assumeReferences }: Pick<ServeOptions, 'assumeReferences'>,
  log: Pick<Log, 'warn'>,
): ClusterFactsSource {
  if (cluster !== undefined) return assumeReferences ? () => assumeIn(cluster) : cluster.view

  log.warn({ assumeReferences }, 'running without a cluster: what a default names cannot be looked up')
  const facts = { ...(assumeReferences ? ASSUMED_CLUSTER : UNKNOWN_CLUSTER), pending: () => undefined }
  return () => facts
}

/** Of such a cluster only the Namespaces are asked for. */
function assumeIn(cluster: Cluster): RequestCluster {
  const view = cluster.view()
  return {
    ...ASSUMED_CLUSTER,
    connected: true,
    namespace: (name) => view.namespace(name),
    pending: () => view.pending(),
  }
}

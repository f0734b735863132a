import type { ClusterFacts } from '../core/facts.ts'
import { ASSUMED_CLUSTER, UNKNOWN_CLUSTER } from '../core/facts.ts'
import type { Log } from './log.ts'
import type { ServeOptions } from './serve-options.ts'

/** Gives what is known of the cluster at the moment of a request for an object in a namespace. */
export type ClusterFactsSource = (request: { readonly namespace: string }) => ClusterFacts

/** What is known where there is no cluster to ask, which it says (I2). */
export function withoutCluster(
  { assumeReferences }: Pick<ServeOptions, 'assumeReferences'>,
  log: Pick<Log, 'warn'>,
): ClusterFactsSource {
  log.warn({ assumeReferences }, 'running without a cluster: what a default names cannot be looked up')
  const facts = assumeReferences ? ASSUMED_CLUSTER : UNKNOWN_CLUSTER
  return () => facts
}

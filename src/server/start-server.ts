import type { Cluster } from '../cluster/open-cluster.ts'
import type { TrustStore } from '../cluster/trust-store.ts'
import { openTrustStore } from '../cluster/trust-store.ts'
import { connectCluster, toFactsSource } from './cluster-facts.ts'
import type { DrainTimes } from './drain.ts'
import { drain } from './drain.ts'
import { listen } from './listen.ts'
import type { BuiltListeners, Listener } from './listeners.ts'
import { buildListeners } from './listeners.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { openAnnotations } from './open-annotations.ts'
import type { ServeOptions } from './serve-options.ts'
import { StartFault } from './start-fault.ts'

/** How often files are looked at. A change counts at the second look, well within the 10 s that it may take. */
const RELOAD_INTERVAL_MS = 1000

/** What the server takes from around it. */
export interface Surroundings {
  readonly log: Log
  readonly reloadIntervalMs?: number
}

/** A server that listens: where, as `address:port`, and how to end it. */
export interface RunningServer {
  readonly places: Readonly<Partial<Record<Listener['name'], string>>>
  readonly drain: (times: DrainTimes) => Promise<void>
}

/**
 * Starts the listeners (I2).
 * @throws {StartFault} where that is impossible
 */
export async function startServer(
  options: ServeOptions,
  { log, reloadIntervalMs = RELOAD_INTERVAL_MS }: Surroundings,
): Promise<RunningServer> {
  const stopped = new AbortController()
  const { signal } = stopped
  let isListening = false
  const metrics = createMetrics()

  try {
    const cluster = await connectCluster(options, { log, metrics, signal })
    const built: BuiltListeners = await buildListeners(options, {
      log,
      metrics,
      clusterFacts: toFactsSource(cluster, options, log),
      trustStore: findTrustStore(options, cluster),
      isReady: () => isListening && built.isTrusted(),
      annotations: openAnnotations(),
      intervalMs: reloadIntervalMs,
      signal,
    })
    const { listeners } = built
    const places = await listenAll(listeners, log)
    isListening = true
    return {
      places,
      drain: async (times) => {
        isListening = false
        await drain(
          listeners.map(({ app }) => app),
          times,
        )
        stopped.abort()
      },
    }
  } catch (fault) {
    stopped.abort()
    throw fault
  }
}

function findTrustStore(
  { webhookConfiguration, caSecret }: ServeOptions,
  cluster: Cluster | undefined,
): TrustStore | undefined {
  if (webhookConfiguration === undefined) return undefined
  if (cluster !== undefined) return openTrustStore(cluster.connection, { webhookConfiguration, caSecret })
  throw new StartFault('--webhook-configuration needs a cluster: run in one as a ServiceAccount, or give --kubeconfig')
}

/** All of them or none. */
async function listenAll(listeners: readonly Listener[], log: Log): Promise<RunningServer['places']> {
  const places: Partial<Record<Listener['name'], string>> = {}
  try {
    for (const { name, app, place } of listeners) {
      places[name] = await listen(app, place)
      log.info({ listener: name, address: places[name] }, 'listening')
    }
    return places
  } catch (fault) {
    await Promise.all(listeners.map(async ({ app }) => app.close()))
    throw fault
  }
}

import type { FastifyInstance } from 'fastify'
import type { TrustStore } from '../cluster/trust-store.ts'
import { decide } from '../core/decide.ts'
import { buildAdmissionApp, serveWith } from './admission-app.ts'
import type { ClusterFactsSource } from './cluster-facts.ts'
import { buildDebugApp } from './debug-app.ts'
import { followSettings } from './follow-settings.ts'
import type { Place } from './listen.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { AnnotationsSource } from './open-annotations.ts'
import type { IsTrusted } from './open-key-pair.ts'
import { openKeyPair } from './open-key-pair.ts'
import { buildOperationsApp } from './operations-app.ts'
import type { Reloads } from './reloads.ts'
import type { ServeOptions } from './serve-options.ts'

/** One audience's door, and where it is to be. */
export interface Listener {
  readonly name: 'admission' | 'operations' | 'debug'
  readonly app: FastifyInstance
  readonly place: Place
}

/** What the listeners share. */
export interface Shared extends Reloads {
  readonly log: Log
  readonly metrics: Metrics
  readonly isReady: () => boolean
  readonly clusterFacts: ClusterFactsSource
  readonly annotations: AnnotationsSource
  readonly trustStore: TrustStore | undefined
}

/** The listeners, and whether the API server trusts the one that is for it. */
export interface BuiltListeners {
  readonly listeners: readonly Listener[]
  readonly isTrusted: IsTrusted
}

/** A person comes by `kubectl port-forward` or from the same machine. */
const LOOPBACK = '127.0.0.1'

/**
 * Builds the listeners (I2), none of which listens yet.
 * @throws {StartFault} where the settings or the key pair are at fault
 */
export async function buildListeners(options: ServeOptions, shared: Shared): Promise<BuiltListeners> {
  const settings = await followSettings(options.settings, shared)
  const parts = { ...shared, settings, decide, onError: options.onError, now: () => performance.now() }
  const admission = buildAdmissionApp(parts)
  const sources = { ...options, trustStore: shared.trustStore }
  const isTrusted = await openKeyPair(sources, (pair) => serveWith(admission, pair), shared)

  const { address, port, opsAddress, opsPort, debugPort } = options
  const listeners: Listener[] = [
    { name: 'admission', app: admission, place: { address, port, flags: '--address, --port' } },
    {
      name: 'operations',
      app: buildOperationsApp(shared),
      place: { address: opsAddress, port: opsPort, flags: '--ops-address, --ops-port' },
    },
  ]
  const debug = { address: LOOPBACK, port: debugPort, flags: '--debug-port' }
  if (debugPort !== 0) listeners.push({ name: 'debug', app: buildDebugApp(parts), place: debug })
  return { listeners, isTrusted }
}

import { decide } from '../../../src/core/decide.ts'
import { ASSUMED_CLUSTER } from '../../../src/core/facts.ts'
import { resolveSettings } from '../../../src/core/settings/resolve.ts'
import type { AdmissionAppParts } from '../../../src/server/admission-app.ts'
import type { Metrics } from '../../../src/server/metrics.ts'
import { createMetrics } from '../../../src/server/metrics.ts'
import { openAnnotations } from '../../../src/server/open-annotations.ts'
import type { CollectedLog } from './collect-log.ts'
import { collectLog } from './collect-log.ts'

/** What the admission listener takes, with a log and metrics to look at. */
export interface CollectedParts extends AdmissionAppParts {
  readonly metrics: Metrics
  readonly collected: CollectedLog
}

/** Makes the parts of an admission listener, some of them the test's own. */
export function buildParts(own: Partial<AdmissionAppParts> = {}): CollectedParts {
  const settings = resolveSettings()
  const collected = collectLog()
  return {
    settings: () => settings,
    clusterFacts: () => ({ ...ASSUMED_CLUSTER, pending: () => undefined }),
    annotations: openAnnotations(),
    decide,
    log: collected.log,
    onError: 'allow',
    now: () => performance.now(),
    isReady: () => true,
    collected,
    ...own,
    metrics: { ...createMetrics(), ...own.metrics },
  }
}

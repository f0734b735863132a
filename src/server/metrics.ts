import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { DecisionCounts } from '../core/decision.ts'
import { KINDS } from '../core/argo/kinds.ts'

/** What is counted, and how Prometheus reads it. */
export interface Metrics {
  readonly countAnswer: (answer: CountedAnswer) => void
  /** A request that got another status than 200. */
  readonly countRefusal: (statusCode: number) => void
  /** A fault of ours (R11). */
  readonly countFault: () => void
  readonly countTlsFault: () => void
  readonly countReload: (what: Reloadable, result: 'success' | 'failure') => void
  readonly setSettingsHash: (hash: string) => void
  readonly setCertificateExpiry: (expires: Date) => void
  /** Whether the API server trusts the certificate that is served. */
  readonly setTrusted: (isTrusted: boolean) => void
  /** The Namespaces are up to date now: so many opted in. */
  readonly setNamespaces: (count: number) => void
  readonly countLookUp: (result: 'present' | 'absent' | 'failed') => void
  /** What is asked of the cluster failed, and is tried again. */
  readonly countClusterFault: (what: 'watch' | 'certificates') => void
  readonly contentType: string
  readonly print: () => Promise<string>
}

export interface CountedAnswer {
  readonly kind: string
  readonly operation: string
  readonly outcome: string
  readonly counts: DecisionCounts
  readonly durationMs: number
}

/** What is read again when it changes. */
export type Reloadable = 'settings' | 'certificate'

const PREFIX = 'wf_defaults_'
const DECISIONS = ['injected', 'kept', 'skipped'] as const

/** From half a millisecond, a small Workflow's, to the 10 s after which an API server gives up unless told otherwise. */
const DURATION_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Whoever sends requests must not be able to make new series: other kinds and operations count as `other`. */
const LABELLED_KINDS: ReadonlySet<string> = new Set(KINDS)
const LABELLED_OPERATIONS: ReadonlySet<string> = new Set(['CREATE', 'UPDATE', 'DELETE', 'CONNECT'])

/** Makes the metrics of one server, all named `wf_defaults_…`. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: PREFIX })
  const {
    answers,
    duration,
    decisions,
    refusals,
    faults,
    tlsFaults,
    reloads,
    settings,
    certificateExpiry,
    ...cluster
  } = createSeries(registry)
  const addAnswer = tally(answers)
  const addDecisions = tally(decisions)

  return {
    countAnswer: ({ kind, operation, outcome, counts, durationMs }) => {
      addAnswer(1, bound(kind, LABELLED_KINDS), bound(operation, LABELLED_OPERATIONS), outcome)
      duration.observe(durationMs / 1000)
      for (const decision of DECISIONS) addDecisions(counts[decision], decision)
    },
    countRefusal: (statusCode) => refusals.labels(String(statusCode)).inc(),
    countFault: () => faults.inc(),
    countTlsFault: () => tlsFaults.inc(),
    countReload: (what, result) => reloads.labels(what, result).inc(),
    setSettingsHash: (hash) => {
      settings.reset()
      settings.labels(hash).set(1)
    },
    setCertificateExpiry: (expires) => certificateExpiry.set(expires.getTime() / 1000),
    setTrusted: (isTrusted) => cluster.trusted.set(Number(isTrusted)),
    setNamespaces: (count) => {
      cluster.namespaces.set(count)
      cluster.heard.setToCurrentTime()
    },
    countLookUp: (result) => cluster.lookUps.labels(result).inc(),
    countClusterFault: (what) => cluster.clusterFaults.labels(what).inc(),
    contentType: registry.contentType,
    print: async () => registry.metrics(),
  }
}

/**
 * Sums up what each request adds to a counter, and hands it on when somebody reads the metrics: a request then pays for a
 * look-up, and not for the labels.
 */
function tally(counter: CollectedCounter): (count: number, ...labels: readonly string[]) => void {
  const sums = new Map<string, { sum: number; readonly labels: readonly string[] }>()
  counter.collect = () => {
    counter.reset()
    for (const { sum, labels } of sums.values()) counter.labels(...labels).inc(sum)
  }
  return (count, ...labels) => {
    const key = labels.join()
    const known = sums.get(key)
    if (known === undefined) sums.set(key, { sum: count, labels })
    else known.sum += count
  }
}

/** prom-client calls `collect` before it prints a counter. */
type CollectedCounter = Counter & { collect?: () => void }

function createSeries(registry: Registry) {
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]): Counter<Label> =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers })
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]): Gauge<Label> =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers })

  return {
    answers: counter(
      'requests_total',
      'Admission requests that were answered, by what became of the object.',
      'kind',
      'operation',
      'outcome',
    ),
    duration: new Histogram({
      name: `${PREFIX}request_duration_seconds`,
      help: 'How long an admission request took, from its last byte to its answer.',
      buckets: DURATION_BUCKETS,
      registers,
    }),
    decisions: counter('decisions_total', 'What became of the defaults of the objects that were answered.', 'decision'),
    refusals: counter('refusals_total', 'Requests on the admission port that got a status other than 200.', 'status'),
    faults: counter('errors_total', 'Requests that wf-defaults itself failed on; --on-error says what became of them.'),
    tlsFaults: counter('tls_errors_total', 'TLS handshakes on the admission port that failed.'),
    reloads: counter(
      'reloads_total',
      'Changed settings and certificates, and whether they were taken.',
      'what',
      'result',
    ),
    settings: gauge('settings_info', 'The hash of the settings in force, as in the audit annotation settings.', 'hash'),
    certificateExpiry: gauge('certificate_expiry_timestamp_seconds', 'When the certificate in use expires.'),
    trusted: gauge('certificate_trusted', 'Whether the caBundle in force takes the certificate in use: 1 or 0.'),
    namespaces: gauge('namespaces_opted_in', 'The Namespaces that opted in, enabled or audited.'),
    heard: gauge('cluster_heard_timestamp_seconds', 'When the API server last confirmed which Namespaces opted in.'),
    lookUps: counter('lookups_total', 'Objects of the cluster that were looked up, and what came.', 'result'),
    clusterFaults: counter(
      'cluster_errors_total',
      'Failures to follow the cluster or to keep the certificate trusted, which are tried again.',
      'what',
    ),
  }
}

function bound(label: string, known: ReadonlySet<string>): string {
  return known.has(label) ? label : 'other'
}

import type { Answer } from '../core/admission/answer.ts'
import { allowed, answerVerdict } from '../core/admission/answer.ts'
import type { AdmissionRequest } from '../core/admission/admission-review.ts'
import { parseReview, ReviewFault } from '../core/admission/parse-review.ts'
import { toAuditAnnotations } from '../core/admission/report.ts'
import type { Case } from '../core/decide.ts'
import type { Verdict } from '../core/decision.ts'
import type { RequestFacts } from '../core/facts.ts'
import type { ResolvedSettings } from '../core/settings/resolve.ts'
import { SPREAD_NAME } from '../core/spread.ts'
import type { ClusterFactsSource } from './cluster-facts.ts'
import { decideWhenKnown } from './decide-when-known.ts'
import { InternalFault } from './internal-fault.ts'
import type { Log } from './log.ts'
import { messageOf } from './message-of.ts'
import type { Metrics } from './metrics.ts'
import type { AnnotationsSource } from './open-annotations.ts'
import type { OnError } from './serve-options.ts'

/** What an answer takes beside the request. Whatever of it throws is a fault of ours (R11). */
export interface AdmissionParts {
  /** The settings in force. */
  readonly settings: () => ResolvedSettings
  readonly clusterFacts: ClusterFactsSource
  readonly annotations: AnnotationsSource
  readonly decide: (input: Case) => Verdict
  readonly log: Pick<Log, 'info' | 'error'>
  readonly metrics: Pick<Metrics, 'countAnswer' | 'countFault'>
  readonly onError: OnError
  /** A clock in milliseconds. */
  readonly now: () => number
}

const FAULT_WARNING = 'wf-defaults failed on this object and left it as it is; its log says why'

/**
 * Answers the body of a request with an AdmissionReview as JSON text in ASCII: at once, unless there is something to wait for.
 * @throws {ReviewFault} where the body is no AdmissionReview
 * @throws {InternalFault} for a fault of ours, if `onError` says so
 */
export function answerAdmission(
  parts: AdmissionParts,
  mode: RequestFacts['mode'],
  body: Buffer | undefined,
): Answer | Promise<Answer> {
  const start = parts.now()
  const request = parseReview(parseBody(body))
  try {
    const arrival = { mode, bytes: body?.length, mayHaveSpread: mentionsSpread(body), start }
    const answer = answerRequest(parts, request, arrival)
    return answer instanceof Promise ? answer.catch((fault: unknown) => answerFault(parts, request, fault)) : answer
  } catch (fault) {
    return answerFault(parts, request, fault)
  }
}

/** The name of a spread entry as it stands in JSON, with its quotes: a label and settings begin or end like it. */
const SPREAD = Buffer.from(`"${SPREAD_NAME}"`)
/** A part of it that is rare, and so short that Node looks for it by its first byte, which is rarer still: in a third of the time. */
const SPREAD_PART = Buffer.from(SPREAD_NAME.slice(SPREAD_NAME.indexOf('/')).slice(0, 7))

function mentionsSpread(body: Buffer | undefined): boolean {
  return body?.includes(SPREAD_PART) === true && body.includes(SPREAD)
}

function parseBody(body: Buffer | undefined): unknown {
  if (body === undefined || body.length === 0)
    throw new ReviewFault('body: expected an AdmissionReview, but it is empty')
  try {
    return JSON.parse(body.toString())
  } catch (cause) {
    throw new ReviewFault(`body: expected JSON, but ${messageOf(cause)}`, { cause })
  }
}

interface Arrival {
  readonly mode: RequestFacts['mode']
  readonly bytes: number | undefined
  readonly mayHaveSpread: boolean
  readonly start: number
}

function answerRequest(parts: AdmissionParts, request: AdmissionRequest, arrival: Arrival): Answer | Promise<Answer> {
  const { operation, namespace, object, oldObject, subResource } = request
  const settings = parts.settings()
  const cluster = parts.clusterFacts()
  const annotations = parts.annotations()
  const { mode, bytes, mayHaveSpread } = arrival
  const facts: RequestFacts = { operation, mode, namespace, oldObject, subResource, bytes, mayHaveSpread }
  const input = { object, request: facts, settings, cluster, layAnnotations: annotations.lay, keepsDecisions: false }
  const verdict = decideWhenKnown([cluster, annotations], () => parts.decide(input))
  return verdict instanceof Promise
    ? verdict.then((last) => conclude(parts, request, arrival, last))
    : conclude(parts, request, arrival, verdict)
}

function conclude(parts: AdmissionParts, request: AdmissionRequest, { start }: Arrival, verdict: Verdict): Answer {
  const { uid, kind, operation, namespace, name } = request
  const auditAnnotations = toAuditAnnotations(verdict)
  const answer = answerVerdict(uid, verdict, { warnings: verdict.warnings, auditAnnotations })

  const { outcome, reason, counts } = verdict
  const durationMs = Math.round((parts.now() - start) * 1000) / 1000
  parts.log.info(
    { uid, operation, kind, namespace, name, outcome, reason: reason ?? undefined, ...counts, durationMs },
    'answered an admission request',
  )
  parts.metrics.countAnswer({ kind, operation, outcome, counts, durationMs })
  return answer
}

/** Counting and logging may be what failed; neither must keep the answer back. */
function answerFault({ onError, metrics, log }: AdmissionParts, request: AdmissionRequest, fault: unknown): Answer {
  const { uid, kind, operation, namespace, name } = request
  attempt(() => metrics.countFault())
  attempt(() => log.error({ uid, operation, kind, namespace, name, err: fault }, 'failed on an admission request'))

  if (onError === 'fail')
    throw new InternalFault('wf-defaults failed on this request; its log says why', { cause: fault })
  return allowed(uid, { warnings: [FAULT_WARNING], auditAnnotations: { outcome: 'error' } })
}

function attempt(action: () => void): void {
  try {
    action()
  } catch {
    // There is nobody left to tell.
  }
}

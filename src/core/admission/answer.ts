import type { Verdict } from '../decision.ts'
import { toText } from '../patch/pointer.ts'
import type { AdmissionResponse } from './admission-review.ts'
import { REVIEW_API_VERSION } from './admission-review.ts'
import { limitWarnings } from './limit-warnings.ts'

/**
 * The answers to an AdmissionReview, as JSON text in ASCII alone: as many bytes as characters, to be written as latin1.
 * The patch, which may be large, is only ever concatenated.
 */

/** What an answer ends with; fields go in before them. */
const CLOSING_BRACES = '}}'

/** An answer, or the parts of a large one. */
export type Answer = string | LargeAnswer

/** An answer in which a patch of several pieces is yet to be put in base64 between its two ends. */
export interface LargeAnswer {
  readonly start: string
  /** JSON text in ASCII. */
  readonly patch: readonly string[]
  readonly end: string
}

/** What is said beside the verdict: lines for whoever sent the object, and fields for the audit log (R11). */
export interface Remarks {
  readonly warnings: readonly string[]
  readonly auditAnnotations: Readonly<Record<string, string>>
}

/** The answer that a verdict calls for. */
export function answerVerdict(uid: string, { outcome, message, patch }: Verdict, remarks: Remarks): Answer {
  if (outcome === 'denied') return denied(uid, message ?? 'denied by wf-defaults', remarks)
  const isPatched = outcome === 'patched' && patch.length > 0
  return isPatched ? patched(uid, patch, remarks) : allowed(uid, remarks)
}

/** Lets the object in as it came. */
export function allowed(uid: string, remarks: Remarks): string {
  return write({ uid, allowed: true, ...say(remarks) })
}

/** Lets the object in with a JSON Patch, given as JSON text in ASCII, in pieces. */
export function patched(uid: string, patch: readonly string[], remarks: Remarks): Answer {
  const head = write({ uid, allowed: true, ...say(remarks), patchType: 'JSONPatch' })
  const start = `${head.slice(0, -CLOSING_BRACES.length)},"patch":"`
  const end = `"${CLOSING_BRACES}`
  const [only = '', ...others] = patch
  return others.length === 0 ? `${start}${btoa(only)}${end}` : { start, patch, end }
}

/** Keeps the object out: what the user wrote is invalid. failurePolicy does not apply to it. */
export function denied(uid: string, message: string, remarks: Remarks): string {
  const status = { status: 'Failure', reason: 'Invalid', code: 422, message } as const
  return write({ uid, allowed: false, status, ...say(remarks) })
}

function write(response: AdmissionResponse): string {
  return toText({ apiVersion: REVIEW_API_VERSION, kind: 'AdmissionReview', response: { ...response } })
}

function say({ warnings, auditAnnotations }: Remarks): Partial<AdmissionResponse> {
  return warnings.length === 0 ? { auditAnnotations } : { warnings: limitWarnings(warnings), auditAnnotations }
}

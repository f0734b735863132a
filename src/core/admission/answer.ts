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

/**
 * How much of a patch is written in base64 at a time: a multiple of three, so that the pieces together are the whole's base64,
 * and small enough that V8 keeps each among its young objects. Large ones cost more than all that is done with them.
 */
const PIECE_LENGTH = 48 * 1024

/**
 * An answer, or the pieces of a large one, to be read once. What is large in it is made as it is read: whoever lets go of the object
 * first spares the garbage collector from moving all of it.
 */
export type Answer = string | Iterable<string>

/** What is said beside the verdict: lines for whoever sent the object, and fields for the audit log (R11). */
export interface Remarks {
  readonly warnings: readonly string[]
  readonly auditAnnotations: Readonly<Record<string, string>>
}

/** The answer that a verdict calls for. */
export function answerVerdict(uid: string, { outcome, message, patch }: Verdict, remarks: Remarks): Answer {
  if (outcome === 'denied') return denied(uid, message ?? 'denied by wf-defaults', remarks)
  return outcome === 'patched' && patch !== '' ? patched(uid, patch, remarks) : allowed(uid, remarks)
}

/** Lets the object in as it came. */
export function allowed(uid: string, remarks: Remarks): string {
  return write({ uid, allowed: true, ...say(remarks) })
}

/** Lets the object in with a JSON Patch, given as JSON text in ASCII. */
export function patched(uid: string, patch: string, remarks: Remarks): Answer {
  const head = write({ uid, allowed: true, ...say(remarks), patchType: 'JSONPatch' })
  const start = `${head.slice(0, -CLOSING_BRACES.length)},"patch":"`
  if (patch.length <= PIECE_LENGTH) return `${start}${btoa(patch)}"${CLOSING_BRACES}`
  return inPieces(start, patch)
}

function* inPieces(start: string, patch: string): Iterable<string> {
  yield start
  for (let at = 0; at < patch.length; at += PIECE_LENGTH) yield btoa(patch.slice(at, at + PIECE_LENGTH))
  yield `"${CLOSING_BRACES}`
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

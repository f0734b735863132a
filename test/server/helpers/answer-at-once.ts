import type { Answer } from '../../../src/core/admission/answer.ts'
import type { RequestFacts } from '../../../src/core/facts.ts'
import type { AdmissionParts } from '../../../src/server/answer-admission.ts'
import { answerAdmission } from '../../../src/server/answer-admission.ts'

/** Answers a request for which nobody has to wait. */
export function answerAtOnce(parts: AdmissionParts, mode: RequestFacts['mode'], body: Buffer | undefined): Answer {
  const answer = answerAdmission(parts, mode, body)
  if (answer instanceof Promise) throw new Error('expected an answer at once, but it is to be waited for')
  return answer
}

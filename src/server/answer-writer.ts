import type { ServerResponse } from 'node:http'
import type { Answer } from '../core/admission/answer.ts'

/** What a large answer is given at least. What of it is not written takes no memory. */
const LEAST_BYTES = 1024 * 1024

/** Larger ones are rare, and not kept for the next. */
const MOST_KEPT_BYTES = 2 * LEAST_BYTES

/** So many answers may be on their way at once before one has to wait for memory of its own. */
const MOST_KEPT = 4

/**
 * Writes answers to responses. A large one goes piece by piece into memory that is used again once it is sent: as a string, or in
 * memory of its own, it would outlive its request until V8 next collects all that is old, and so would dozens.
 */
export class AnswerWriter {
  readonly #spares: Buffer[] = []

  /** Answers with status 200. Answers are ASCII, so that a character is a byte. */
  write(response: ServerResponse, answer: Answer): void {
    if (typeof answer === 'string') {
      begin(response, answer.length)
      response.end(answer, 'latin1')
      return
    }

    const { buffer, length } = gather(this.#spares.pop(), answer)
    response.once('finish', () => {
      if (buffer.length <= MOST_KEPT_BYTES && this.#spares.length < MOST_KEPT) this.#spares.push(buffer)
    })
    begin(response, length)
    response.end(buffer.subarray(0, length))
  }
}

function begin(response: ServerResponse, length: number): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length })
}

/** Puts the pieces one behind the other: into the memory that is there, or into more where they are too many. */
function gather(spare: Buffer | undefined, pieces: Answer): { readonly buffer: Buffer; readonly length: number } {
  let buffer = spare ?? Buffer.allocUnsafeSlow(LEAST_BYTES)
  let length = 0
  for (const piece of pieces) {
    while (length + piece.length > buffer.length) buffer = enlarge(buffer)
    length += buffer.write(piece, length, 'latin1')
  }
  return { buffer, length }
}

function enlarge(buffer: Buffer): Buffer {
  const larger = Buffer.allocUnsafeSlow(2 * buffer.length)
  buffer.copy(larger)
  return larger
}

import type { ServerResponse } from 'node:http'
import type { Answer, LargeAnswer } from '../core/admission/answer.ts'
import { totalLength } from '../core/size.ts'

/** What a large answer is given at least. What of it is not written takes no memory. */
const LEAST_BYTES = 1024 * 1024

/** Larger ones are rare, and not kept for the next. */
const MOST_KEPT_BYTES = 2 * LEAST_BYTES

/** So many answers may be on their way at once before one has to wait for memory of its own. */
const MOST_KEPT = 8

/**
 * So many bytes are put in base64 at a time: a multiple of three, so that what comes is the base64 of the whole, and small enough
 * that V8 keeps each string among its young objects. Large ones cost more than all that is done with them.
 */
const ENCODED_BYTES = 48 * 1024

/**
 * Writes answers to responses. A large one goes piece by piece into memory that is used again once it is sent: as a string, or in
 * memory of its own, it would outlive its request until V8 next collects all that is old, and so would dozens.
 */
export class AnswerWriter {
  readonly #spares: Buffer[] = []
  /** For the plain text of patches, one at a time. */
  #text: Buffer = Buffer.alloc(0)

  /** Answers with status 200. Answers are ASCII, so that a character is a byte. */
  write(response: ServerResponse, answer: Answer): void {
    if (typeof answer === 'string') {
      begin(response, answer.length)
      response.end(answer, 'latin1')
      return
    }

    const patchLength = totalLength(answer.patch)
    const length = answer.start.length + base64Length(patchLength) + answer.end.length
    const buffer = this.#takeSpare(length)
    response.once('finish', () => {
      if (buffer.length <= MOST_KEPT_BYTES && this.#spares.length < MOST_KEPT) this.#spares.push(buffer)
    })
    this.#fill(buffer, answer, patchLength)
    begin(response, length)
    response.end(buffer.subarray(0, length))
  }

  #takeSpare(length: number): Buffer {
    const spare = this.#spares.pop()
    return spare !== undefined && spare.length >= length ? spare : allocate(length)
  }

  #fill(buffer: Buffer, { start, patch, end }: LargeAnswer, patchLength: number): void {
    const text = this.#textOf(patch, patchLength)
    let length = buffer.write(start, 'latin1')
    for (let at = 0; at < patchLength; at += ENCODED_BYTES) {
      const encoded = text.toString('base64', at, Math.min(at + ENCODED_BYTES, patchLength))
      length += buffer.write(encoded, length, 'latin1')
    }
    buffer.write(end, length, 'latin1')
  }

  #textOf(pieces: readonly string[], length: number): Buffer {
    const text = this.#text.length >= length ? this.#text : allocate(length)
    if (text.length <= MOST_KEPT_BYTES) this.#text = text
    let at = 0
    for (const piece of pieces) at += text.write(piece, at, 'latin1')
    return text
  }
}

function allocate(length: number): Buffer {
  return Buffer.allocUnsafeSlow(Math.max(length, LEAST_BYTES))
}

function begin(response: ServerResponse, length: number): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length })
}

/** Base64 takes four characters for three bytes, the last of them filled up. */
function base64Length(bytes: number): number {
  return 4 * Math.ceil(bytes / 3)
}

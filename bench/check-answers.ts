import { deepStrictEqual } from 'node:assert'
import type { Operation } from 'fast-json-patch'
import jsonPatch from 'fast-json-patch'
import { buildRequest, Connection } from './connection.ts'
import type { Review } from './reviews.ts'
import type { RunningServer } from './servers.ts'

interface AnsweredReview {
  readonly response: { readonly allowed: boolean; readonly patchType?: string; readonly patch?: string }
}

/**
 * Asks a server for the review once, and gives the patch, in base64. From then on every answer to it has to be as long as this one.
 * Throws where there is no patch that can be decoded.
 */
export async function fetchPatch(server: RunningServer, review: Review): Promise<string> {
  const connection = await Connection.open(server)
  const { chunks, length } = await connection.ask(buildRequest(review))
  connection.close()

  const body = Buffer.concat(chunks).toString()
  const { response } = JSON.parse(body) as AnsweredReview
  if (
    !response.allowed ||
    response.patchType !== 'JSONPatch' ||
    response.patch === undefined ||
    decode(response.patch).length === 0
  ) {
    throw new Error(`expected a patch for ${review.templates} templates of ${server.name}, not ${body.slice(0, 300)}`)
  }
  server.answerLengths.set(review, length)
  return response.patch
}

/** Throws unless both patches, in base64, make the same of the review's object. */
export function checkSameResult({ object }: Review, patch: string, other: string): void {
  deepStrictEqual(apply(object, other), apply(object, patch))
}

function apply(object: object, patch: string): unknown {
  return jsonPatch.applyPatch(structuredClone(object), [...decode(patch)]).newDocument
}

function decode(patch: string): readonly Operation[] {
  return JSON.parse(Buffer.from(patch, 'base64').toString()) as readonly Operation[]
}

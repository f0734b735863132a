import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { JsonObject } from '../../src/core/json.ts'

/** What the servers that wf-defaults is compared with read of an AdmissionReview. */
export interface ParsedReview {
  readonly request: { readonly uid: string; readonly object: JsonObject }
}

// As wf-defaults: longer than Go's client keeps an idle connection.
const KEEP_ALIVE_TIMEOUT_MS = 100_000

/** Serves over TLS what `answer` makes of each review. Arguments of the process: port, certificate file, key file. */
export function answerReviews(answer: (review: ParsedReview, response: ServerResponse) => void): void {
  const [port, certificateFile = '', keyFile = ''] = process.argv.slice(2)
  const pair = { cert: readFileSync(certificateFile), key: readFileSync(keyFile) }
  const server = createServer({ ...pair, keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS }, (request, response) => {
    readBody(request, (body) => answer(JSON.parse(body) as ParsedReview, response))
  })
  server.listen(Number(port), '127.0.0.1')
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => done(Buffer.concat(chunks).toString()))
}

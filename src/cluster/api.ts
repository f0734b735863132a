import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { ownText } from '../core/json.ts'
import type { ApiRequest } from './api-request.ts'
import type { Connection } from './connection.ts'

/** What the API server refused, and with which status. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  readonly statusCode: number

  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** How long an answer may take. An admission waits much shorter; what comes later serves the next one. */
const ANSWER_MS = 5000

/**
 * Asks for one JSON answer.
 * @param signal gives up before the answer's time is over
 * @throws {ApiFault} where the API server refuses
 * @throws {Error} where it cannot be reached, or does not answer in time
 */
export async function ask(
  connection: Connection,
  request: Omit<ApiRequest, 'signal'>,
  signal?: AbortSignal,
): Promise<unknown> {
  const inTime = AbortSignal.timeout(ANSWER_MS)
  const response = await send(connection, {
    ...request,
    signal: signal === undefined ? inTime : AbortSignal.any([signal, inTime]),
  })
  return JSON.parse(await text(response))
}

/**
 * Sends a request and gives its answer to read.
 * @throws {ApiFault} where the API server refuses
 */
export async function send(connection: Connection, request: ApiRequest): Promise<IncomingMessage> {
  const response = await connection.send(request)
  const { statusCode = 0 } = response
  if (statusCode >= 200 && statusCode < 300) return response
  throw new ApiFault(statusCode, `${request.method ?? 'GET'} ${request.path}: ${await explain(response, statusCode)}`)
}

/** Whether a fault is the API server's answer with this status. */
export function hasStatus(fault: unknown, statusCode: number): boolean {
  return fault instanceof ApiFault && fault.statusCode === statusCode
}

/** A refusal is a Status object, unless something between here and there wrote it. */
async function explain(response: IncomingMessage, statusCode: number): Promise<string> {
  const body = await text(response)
  try {
    return ownText(JSON.parse(body), 'message') ?? `HTTP ${statusCode}`
  } catch {
    return `HTTP ${statusCode}`
  }
}

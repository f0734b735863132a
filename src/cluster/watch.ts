import type { Json } from '../core/json.ts'
import { own, ownText } from '../core/json.ts'
import { ApiFault, send } from './api.ts'
import type { Connection } from './connection.ts'

/** One thing that a watch tells. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  readonly object: Json | undefined
}

/** The API server ends a watch after so long; one that it has not ended some time later is dead, and nobody said so. */
const WATCH_SECONDS = 30
const GRACE_MS = 5000

/**
 * Watches until the API server ends it, which it does twice a minute.
 * @param path with a query
 * @throws {ApiFault} where it refuses, as it does with 410 once it has forgotten the version
 * @throws {Error} where the connection breaks, or says nothing for too long
 */
export async function* watch(
  connection: Connection,
  path: string,
  resourceVersion: string,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const query = `&watch=true&allowWatchBookmarks=true&timeoutSeconds=${WATCH_SECONDS}&resourceVersion=${resourceVersion}`
  const inTime = AbortSignal.timeout(WATCH_SECONDS * 1000 + GRACE_MS)
  const response = await send(connection, { path: `${path}${query}`, signal: AbortSignal.any([signal, inTime]) })

  let rest = ''
  for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = `${rest}${piece}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield parseEvent(line)
  }
}

function parseEvent(line: string): WatchEvent {
  const event: unknown = JSON.parse(line)
  const object = own(event, 'object')
  if (ownText(event, 'type') !== 'ERROR') return event as WatchEvent
  throw new ApiFault(Number(own(object, 'code')), `the watch ended: ${ownText(object, 'message') ?? 'no reason given'}`)
}

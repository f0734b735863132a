import { setTimeout as delay } from 'node:timers/promises'
import type { NamespaceFacts } from '../core/facts.ts'
import { own, ownText } from '../core/json.ts'
import { toNamespaceFacts } from '../core/namespace-facts.ts'
import { OPT_IN_LABEL } from '../core/opt-in.ts'
import type { Connection } from './connection.ts'
import { list } from './list.ts'
import type { NamespaceStore } from './namespace-store.ts'
import { NAMESPACES } from './paths.ts'
import type { WatchEvent } from './watch.ts'
import { watch } from './watch.ts'

/** What it takes to follow the Namespaces, and who hears how it goes. */
export interface FollowParts {
  readonly connection: Connection
  readonly store: NamespaceStore
  /** Told of each sign of life of the API server. */
  readonly onHeard: () => void
  /** Told why a list or a watch broke off. It begins anew by itself. */
  readonly onFault: (fault: unknown) => void
  readonly now: () => number
  readonly signal: AbortSignal
}

const OPTED_IN = `${NAMESPACES}?labelSelector=${encodeURIComponent(`${OPT_IN_LABEL} in (enabled,audit)`)}`

/** Watches are trusted for so long; then everything is listed again. */
const RESYNC_MS = 10 * 60_000

/** After a failure it waits, each replica for another time. */
const FIRST_PAUSE_MS = 500
const LAST_PAUSE_MS = 30_000

/**
 * How long to wait after a failure, in milliseconds: longer from one to the next, and as at first after what held for a while.
 * @param last the pause before, if there was one
 * @param heldMs how long it went well since
 */
export function nextPause(last: number | undefined, heldMs: number): number {
  return last === undefined || heldMs > LAST_PAUSE_MS ? FIRST_PAUSE_MS : Math.min(last * 2, LAST_PAUSE_MS)
}

/** A watch that ends sooner is no watch: something between here and the API server does not let it through. */
const SHORTEST_WATCH_MS = 1000

/** Keeps the store right until the signal: lists the Namespaces that opted in, and watches what changes. */
export async function followNamespaces(parts: FollowParts): Promise<void> {
  let pauseMs: number | undefined
  while (!parts.signal.aborted) {
    const startedAt = parts.now()
    try {
      await watchFrom(await listAll(parts), parts)
    } catch (fault) {
      if (parts.signal.aborted) return
      parts.onFault(fault)
      pauseMs = nextPause(pauseMs, parts.now() - startedAt)
      await delay(pauseMs * (0.5 + Math.random()), undefined, { signal: parts.signal, ref: false }).catch(() => {})
    }
  }
}

async function listAll({ connection, store, onHeard, signal }: FollowParts): Promise<string> {
  const namespaces = new Map<string, NamespaceFacts>()
  const take = (object: unknown): void => {
    namespaces.set(nameOf(object), toNamespaceFacts(object))
  }
  const version = await list(connection, OPTED_IN, take, signal)
  store.replace(namespaces)
  onHeard()
  return version
}

/** One watch after the other, each from where the last one was. */
async function watchFrom(listed: string, { connection, store, onHeard, now, signal }: FollowParts): Promise<void> {
  const end = now() + RESYNC_MS
  let version = listed
  while (now() < end) {
    const startedAt = now()
    for await (const event of watch(connection, OPTED_IN, version, signal)) {
      take(event, store)
      version = ownText(own(event.object, 'metadata'), 'resourceVersion') ?? version
      store.hear()
      onHeard()
    }
    if (now() - startedAt < SHORTEST_WATCH_MS) throw new Error('the watch ended at once, and told no reason')
    store.hear()
    onHeard()
  }
}

function take({ type, object }: WatchEvent, store: NamespaceStore): void {
  if (type === 'BOOKMARK') return
  if (type === 'DELETED') store.delete(nameOf(object))
  else store.set(nameOf(object), toNamespaceFacts(object))
}

function nameOf(object: unknown): string {
  return ownText(own(object, 'metadata'), 'name') ?? ''
}

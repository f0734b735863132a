import type { ObjectFacts } from './object-facts.ts'

/** What is known of one object. */
export type Known = ObjectFacts | 'absent' | 'unknown'

/** What look-ups take. */
export interface LookUpParts {
  /** Asks the API server for an object; throws where that fails. */
  readonly lookUp: (path: string) => Promise<ObjectFacts | 'absent'>
  /** Told of each look-up that has ended. */
  readonly onLookedUp: (result: 'present' | 'absent' | 'failed', path: string, fault?: unknown) => void
  /** A clock in milliseconds. */
  readonly now: () => number
}

/** How long an admission waits for what is not known (R10). */
export const PATIENCE_MS = 200

/**
 * Until when an answer counts, and from when on it is asked for anew while it still does, so that nobody waits under
 * steady load. What is missing is remembered for less than 10 s (R10); what was there and is gone is noticed within a minute.
 */
const FOUND = { refreshMs: 30_000, forgetMs: 60_000 }
const MISSING = { refreshMs: 5000, forgetMs: 9000 }

/** After a failure it is not tried again for a while, however many ask. */
const RETRY_MS = 2000

/** How often what is too old to be of use is thrown away. */
const SWEEP_MS = 60_000

interface Entry {
  known: Known
  /** When that was learnt. */
  at: number
  /** The look-up under way, and since when. */
  pending: Promise<void> | undefined
  startedAt: number
}

/** Objects of the cluster, looked up when somebody first asks for them, and remembered for a short while. */
export class LookUps {
  readonly #parts: LookUpParts
  readonly #entries = new Map<string, Entry>()
  #sweepAt = 0

  constructor(parts: LookUpParts) {
    this.#parts = parts
  }

  /** How many objects are remembered. */
  get size(): number {
    return this.#entries.size
  }

  /**
   * What is known of an object, at once.
   * @param isEnough tells an object that has what is asked for: one without counts as missing, and is asked for again sooner
   * @param waits gets what has to be waited for to know more
   */
  find(path: string, isEnough: (facts: ObjectFacts) => boolean, waits: Promise<void>[]): Known {
    const now = this.#parts.now()
    if (now >= this.#sweepAt) this.#sweep(now)
    const entry = this.#entryOf(path)
    const { known } = entry
    const { refreshMs, forgetMs } = typeof known === 'object' && isEnough(known) ? FOUND : MISSING
    const age = now - entry.at
    if (age <= refreshMs) return known

    if (now - entry.startedAt > RETRY_MS) entry.pending ??= this.#lookUp(path, entry)
    if (age <= forgetMs) return known
    // Whoever asks later does not wait for an API server that has kept somebody waiting already.
    if (entry.pending !== undefined && now - entry.startedAt < PATIENCE_MS) waits.push(entry.pending)
    return 'unknown'
  }

  #entryOf(path: string): Entry {
    const found = this.#entries.get(path)
    if (found !== undefined) return found
    const entry: Entry = { known: 'unknown', at: -Infinity, pending: undefined, startedAt: -Infinity }
    this.#entries.set(path, entry)
    return entry
  }

  async #lookUp(path: string, entry: Entry): Promise<void> {
    const { lookUp, onLookedUp, now } = this.#parts
    entry.startedAt = now()
    try {
      const known = await lookUp(path)
      entry.known = known
      entry.at = now()
      onLookedUp(known === 'absent' ? 'absent' : 'present', path)
    } catch (fault) {
      // What was known before stays as long as it would have.
      onLookedUp('failed', path, fault)
    } finally {
      entry.pending = undefined
    }
  }

  #sweep(now: number): void {
    this.#sweepAt = now + SWEEP_MS
    for (const [path, { at, pending, startedAt }] of this.#entries) {
      const isOld = now - Math.max(at, startedAt) > FOUND.forgetMs
      if (isOld && pending === undefined) this.#entries.delete(path)
    }
  }
}

import type { NamespaceFacts } from '../core/facts.ts'

/** What is not heard of for so long may be otherwise by now: longer than any watch that works is silent. */
const STALE_MS = 5 * 60_000

/** The Namespaces that opted in, as the last list and the watch since then have told them. */
export class NamespaceStore {
  readonly #now: () => number
  #namespaces = new Map<string, NamespaceFacts>()
  #heardAt = -Infinity

  /** @param now a clock in milliseconds */
  constructor(now: () => number) {
    this.#now = now
  }

  /** How many there are. */
  get size(): number {
    return this.#namespaces.size
  }

  /** What a Namespace says; `undefined` where it did not opt in, or that was too long ago to rely on. */
  find(name: string): NamespaceFacts | undefined {
    return this.#now() - this.#heardAt > STALE_MS ? undefined : this.#namespaces.get(name)
  }

  /** Takes a whole list. */
  replace(namespaces: Map<string, NamespaceFacts>): void {
    this.#namespaces = namespaces
    this.hear()
  }

  /** Takes one that is new or has changed. */
  set(name: string, facts: NamespaceFacts): void {
    this.#namespaces.set(name, facts)
  }

  /** Takes that one is gone, or opted in no longer. */
  delete(name: string): void {
    this.#namespaces.delete(name)
  }

  /** Takes a sign of life of the API server: what is here is so still. */
  hear(): void {
    this.#heardAt = this.#now()
  }
}

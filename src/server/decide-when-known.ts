/** What may not be known yet when a decision asks for it. */
export interface Awaited {
  /**
   * Until more is known of what was asked for; `undefined` where there is nothing to wait for. Afterwards the same questions
   * have better answers, and may lead to others.
   */
  pending(): Promise<void> | undefined
}

/** Decides: at once where all that it asks for is known, else again each time that more of it is. */
export function decideWhenKnown<Result>(sources: readonly Awaited[], decide: () => Result): Result | Promise<Result> {
  const result = decide()
  const pending = findPending(sources)
  return pending === undefined ? result : pending.then(() => decideWhenKnown(sources, decide))
}

function findPending(sources: readonly Awaited[]): Promise<void> | undefined {
  for (const source of sources) {
    const pending = source.pending()
    if (pending !== undefined) return pending
  }
  return undefined
}

/** For what was made a moment ago: it is there. @throws what it is about else */
export function expectPresent(error: unknown): void {
  if (codeOf(error) !== 409) throw error
}

/** For what was removed a moment ago: there is nothing to do. @throws what it is about else */
export function expectGone(error: unknown): void {
  if (codeOf(error) !== 404) throw error
}

/** The HTTP status of an answer, where the fault is one. */
function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown }).code
}

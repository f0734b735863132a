/** What an error says; what is no error is made text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

import { shorten } from '../shorten.ts'

/** What the API server takes of one warning before it cuts it (R11). */
const MAX_WARNING_LENGTH = 120
const MAX_WARNINGS = 10

/** The warnings of an answer: none too long, none too many (R11). */
export function limitWarnings(warnings: readonly string[]): readonly string[] {
  const lines = warnings.map((warning) => shorten(warning, MAX_WARNING_LENGTH))
  if (lines.length <= MAX_WARNINGS) return lines
  return [
    ...lines.slice(0, MAX_WARNINGS - 1),
    `and ${lines.length - MAX_WARNINGS + 1} more: wf-defaults explain shows them all`,
  ]
}

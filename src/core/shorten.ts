/** A text of at most so many UTF-16 units: one that is cut shows it by its end, and never ends in half a character. */
export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).replace(HALF_CHARACTER, '')}…` : text
}

/** The first half of a surrogate pair, the second of which was cut off. */
const HALF_CHARACTER = /[\ud800-\udbff]$/u

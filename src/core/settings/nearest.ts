/** With more changed characters than this, a name is another word rather than a slip. */
const MAX_DISTANCE = 3

/** For so many names of one object is the nearest sought, as it takes time: no answer has room for more warnings (R11). */
export const MAX_SOUGHT = 10

/** The nearest known word as a question to add to a message, or nothing where none is near. */
export function didYouMean(word: unknown, known: readonly string[]): string {
  const nearest = typeof word === 'string' ? findNearest(word, known) : undefined
  return nearest === undefined ? '' : `; did you mean ${nearest}?`
}

/** The known name that a mistyped one was probably meant to be, if any is near. */
export function findNearest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.min(MAX_DISTANCE, Math.ceil(name.length / 2))
  const near = known
    .map((candidate) => ({ candidate, distance: distanceWithin(limit, name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
  return near[0]?.candidate
}

/** The Levenshtein distance of two texts, or infinity where it is past the limit. */
function distanceWithin(limit: number, a: string, b: string): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY

  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const character of a) {
    row = nextRow(row, character, b)
    if (row.every((distance) => distance > limit)) return Number.POSITIVE_INFINITY
  }
  return Number(row.at(-1))
}

/** The distances of the text so far and one more character to each beginning of the other text. */
function nextRow(above: readonly number[], character: string, b: string): number[] {
  let diagonal = Number(above[0])
  let left = diagonal + 1
  const row = [left]
  for (const [column, up] of above.slice(1).entries()) {
    left = Math.min(diagonal + (b[column] === character ? 0 : 1), up + 1, left + 1)
    diagonal = up
    row.push(left)
  }
  return row
}

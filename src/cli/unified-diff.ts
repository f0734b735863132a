import type { LineChange } from '../documents/line-changes.ts'

/** How many lines around a change are shown. */
const CONTEXT = 3

/** Changes that are close enough to be shown together. */
type Hunk = readonly [LineChange, ...LineChange[]]

/**
 * Prints changes as the hunks of a unified diff.
 * @param lines the lines before, each with its break
 * @param changes in the order of their lines
 */
export function printHunks(lines: readonly string[], changes: readonly LineChange[]): string {
  let shift = 0
  return joinHunks(changes)
    .map((hunk) => {
      const text = printHunk(lines, hunk, shift)
      for (const { removed, added } of hunk) shift += added.length - removed.length
      return text
    })
    .join('')
}

function joinHunks(changes: readonly LineChange[]): readonly Hunk[] {
  const hunks: [LineChange, ...LineChange[]][] = []
  for (const change of changes) {
    const hunk = hunks.at(-1)
    const before = hunk?.at(-1)
    if (hunk !== undefined && before !== undefined && change.line - endOf(before) <= 2 * CONTEXT) hunk.push(change)
    else hunks.push([change])
  }
  return hunks
}

function printHunk(lines: readonly string[], hunk: Hunk, shift: number): string {
  const [first, ...others] = hunk
  const start = Math.max(first.line - CONTEXT, 0)
  const end = Math.min(endOf(others.at(-1) ?? first) + CONTEXT, lines.length)
  const count = hunk.reduce((sum, { removed, added }) => sum + added.length - removed.length, end - start)

  let at = start
  const parts = hunk.map((change) => {
    const context = mark(' ', lines.slice(at, change.line))
    at = endOf(change)
    return context + mark('-', change.removed) + mark('+', change.added)
  })
  const header = `@@ -${start + 1},${end - start} +${start + 1 + shift},${count} @@\n`
  return header + parts.join('') + mark(' ', lines.slice(at, end))
}

function endOf({ line, removed }: LineChange): number {
  return line + removed.length
}

function mark(sign: string, lines: readonly string[]): string {
  return lines.map((line) => `${sign}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`).join('')
}

import type { Edit } from './text-edits.ts'
import { applyEdits, endOfLine, startOfLine } from './text-edits.ts'

/** Lines that take the place of others. All end with a line break. */
export interface LineChange {
  /** The first line that goes, or the one that the new ones come before, counted from 0. */
  readonly line: number
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** Whole lines of a text, and the edits in them. */
interface Region {
  readonly start: number
  readonly end: number
  readonly edits: readonly Edit[]
}

/** What edits do to the lines of a text, without lines that come out as they were. */
export function toLineChanges(text: string, edits: readonly Edit[]): readonly LineChange[] {
  let line = 0
  let offset = 0
  return joinRegions(text, edits).map((region) => {
    line += splitLines(text.slice(offset, region.start)).length
    offset = region.start
    return trim(toChange(text, region, line))
  })
}

/** The lines of a text, each with its break. */
export function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/u)
}

/** Edits that share a line, or whose lines touch, belong together. */
function joinRegions(text: string, edits: readonly Edit[]): readonly Region[] {
  const regions: Region[] = []
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const region = toRegion(text, edit)
    const before = regions.at(-1)
    if (before === undefined || region.start > before.end) regions.push(region)
    else
      regions.splice(-1, 1, {
        start: before.start,
        end: Math.max(before.end, region.end),
        edits: [...before.edits, edit],
      })
  }
  return regions
}

function toRegion(text: string, edit: Edit): Region {
  const start = startOfLine(text, edit.start)
  const isWhole = startOfLine(text, edit.end) === edit.end && (edit.text.endsWith('\n') || start === edit.start)
  return { start, end: isWhole ? edit.end : endOfLine(text, edit.end), edits: [edit] }
}

function toChange(text: string, { start, end, edits }: Region, line: number): LineChange {
  const old = text.slice(start, end)
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))
  return { line, removed: splitLines(old), added: splitLines(applyEdits(old, moved)) }
}

function trim({ line, removed, added }: LineChange): LineChange {
  const head = countAlike(removed, added)
  const [oldRest, newRest] = [removed.slice(head), added.slice(head)]
  const tail = countAlike(oldRest.toReversed(), newRest.toReversed())
  return {
    line: line + head,
    removed: oldRest.slice(0, oldRest.length - tail),
    added: newRest.slice(0, newRest.length - tail),
  }
}

function countAlike(some: readonly string[], others: readonly string[]): number {
  const differing = some.findIndex((line, index) => line !== others[index])
  return differing === -1 ? some.length : differing
}

import type { Node, Pair } from 'yaml'
import { isPair } from 'yaml'
import { buildCollection, buildPair } from './build-node.ts'
import type { Gap } from './changes.ts'
import { expectPresent } from './expect-present.ts'
import { printNode } from './print-node.ts'
import type { Slot } from './survey.ts'
import type { Edit } from './text-edits.ts'
import { beginsLine, endOfComments, endOfLine, startOfLine } from './text-edits.ts'
import type { YamlStyle } from './yaml-style.ts'

/** A map or a list without braces, in its text. */
export interface Block {
  readonly text: string
  readonly style: YamlStyle
  /** Where its parts begin on their lines. */
  readonly column: number
}

/** Adds, replaces or removes whole lines. */
export function editBlockGap(block: Block, { before, removed, added, after }: Gap): Edit {
  const [first, ...others] = removed
  if (first !== undefined) {
    const end = endOfLine(block.text, (others.at(-1) ?? first).end)
    return added.length > 0
      ? { start: first.start, end, text: printLines(block, added).trimStart() }
      : removeLines(block, first.start, end, after)
  }

  const lines = printLines(block, added)
  if (before !== undefined) return insert(findEnd(block, before), lines)
  return insert(expectPresent(after).start, `${lines.trimStart()}${' '.repeat(block.column)}`)
}

/** Gives a key another value. A comment beside the old one stays. */
export function editBlockValue(block: Block, slot: Slot, value: Node): Edit {
  const end = endOfLine(block.text, slot.end)
  if (slot.colon === undefined) return { start: slot.start, end, text: printLines(block, [slot.part]).trimStart() }

  const lines = printLines(block, [buildPair('x', value)])
    .trimStart()
    .slice('x:'.length)
  const comment = commentOf(block, slot.colon, slot)
  return { start: slot.colon, end, text: lines.replace('\n', () => `${comment}\n`) }
}

/** A part that is first in a list's item shares its line with the dash. */
function removeLines({ text }: Block, start: number, end: number, after: Slot | undefined): Edit {
  if (beginsLine(text, start)) return { start: startOfLine(text, start), end, text: '' }
  return { start, end: expectPresent(after).start, text: '' }
}

function printLines({ style, column }: Block, parts: readonly (Pair | Node)[]): string {
  const lines = printNode(buildCollection(parts), style).split('\n')
  return lines.map((line) => (line === '' ? '\n' : `${' '.repeat(column)}${line}\n`)).join('')
}

/** After the lines of a part and the comments that stand as far in as it does. */
function findEnd({ text, column }: Block, { part, end }: Slot): number {
  return endOfComments(text, end, isPair(part) ? column : column + 1)
}

function commentOf({ text }: Block, colon: number, { valueStart, end }: Slot): string {
  const besideKey = /^[^\S\n]*#[^\n]*/u.exec(text.slice(colon, valueStart ?? colon))
  if (besideKey !== null) return besideKey[0]

  const besideValue = text.slice(end, endOfLine(text, end)).trim()
  const isOneLine = startOfLine(text, end) === startOfLine(text, colon)
  return isOneLine && besideValue.startsWith('#') ? ` ${besideValue}` : ''
}

function insert(offset: number, text: string): Edit {
  return { start: offset, end: offset, text }
}

import type { CST, Node, Pair, YAMLSeq } from 'yaml'
import { isCollection, isMap, isPair } from 'yaml'
import { expectPresent } from './expect-present.ts'

/** A pair of a map or an item of a list, and where its text stands. Offsets count from 0, in UTF-16 units. */
export interface Slot {
  readonly part: Pair | Node
  /** The value that the pair came with, or the item itself. */
  readonly value: Node | null
  /** The first sign of it: a dash, an anchor, the key. */
  readonly start: number
  /** After the colon of a pair, if it has one. */
  readonly colon: number | undefined
  /** Where the value of a pair begins, with its anchor and tag; `undefined` where there is nothing. */
  readonly valueStart: number | undefined
  /** After its last sign, comments and white space left out. */
  readonly end: number
}

/** A map or a list that stands in the text. */
export interface Stretch {
  readonly isFlow: boolean
  readonly slots: readonly Slot[]
}

/** What the text holds of each map and list, before anything is changed in the tree. */
export type Survey = ReadonlyMap<unknown, Stretch>

type Item = CST.CollectionItem

/**
 * Notes where the parts of a tree stand in its text. A map without braces in a list is left out, as nothing can be
 * added to its text: `[a: b]`.
 */
export function surveyTree(root: Node | null): Survey {
  const survey = new Map<unknown, Stretch>()
  visit(survey, root)
  return survey
}

function visit(survey: Map<unknown, Stretch>, node: unknown): void {
  if (!isCollection(node) || node.srcToken === undefined) return

  for (const item of node.items) visit(survey, isPair(item) ? item.value : item)
  const tokens = isMap(node) ? node.items.map(({ srcToken }) => srcToken) : tokensOf(node)
  const slots = node.items.map((part, index) => locate(survey, part as Slot['part'], expectPresent(tokens[index])))
  survey.set(node, { isFlow: node.srcToken.type === 'flow-collection', slots })
}

/** The tokens of the items; a list has some for the comments and commas around them too. */
function tokensOf({ srcToken }: YAMLSeq): readonly Item[] {
  const { items } = srcToken as CST.BlockSequence | CST.FlowCollection
  return (items as readonly Item[]).filter(({ start, key, value }) => key ?? value ?? findMark(start))
}

function locate(survey: Survey, part: Slot['part'], { start, key, sep = [], value }: Item): Slot {
  const colon = sep.find(({ type }) => type === 'map-value-ind')
  const node = isPair(part) ? (part.value as Node | null) : part
  const first = expectPresent(findMark(start) ?? key ?? value)
  return {
    part,
    value: node,
    start: first.offset,
    colon: colon && colon.offset + 1,
    valueStart: (findMark(sep) ?? value)?.offset,
    end: endOf(survey, node ?? ((part as Pair).key as Node)),
  }
}

/** What comes before a key or a value and belongs to it: its dash, question mark, anchor or tag. */
function findMark(tokens: readonly CST.SourceToken[]): CST.SourceToken | undefined {
  return tokens.find(
    ({ type }) => type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'anchor' || type === 'tag',
  )
}

function endOf(survey: Survey, node: Node): number {
  const stretch = survey.get(node)
  if (stretch === undefined || stretch.isFlow) return expectPresent(node.range)[1]
  return expectPresent(stretch.slots.at(-1)).end
}

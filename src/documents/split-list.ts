import { isSeq } from 'yaml'
import { open } from './apply-operation.ts'
import { expectPresent } from './expect-present.ts'
import { expandAliasesBetween } from './expand-aliases.ts'
import { findEdits } from './find-edits.ts'
import type { YamlTree } from './parse-yaml.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Slot, Survey } from './survey.ts'
import { surveyTree } from './survey.ts'
import { applyEdits, endOfComments, endOfLine, indentationOf, startOfLine } from './text-edits.ts'

/**
 * Takes the items out of a Kubernetes List: the text of each with the comments before it, moved to the left and else as the
 * user wrote it. What an item has from another by an alias is written out.
 */
export function splitList(list: string): readonly string[] {
  const text = applyEdits(list, findEdits(list, isolateItems))
  const tree = parseYaml(text)
  const survey = surveyTree(tree.root)
  const items = expectPresent(survey.get(open(tree, tree.root, 'items')))
  if (items.isFlow) return items.slots.map((slot) => takeFlowItem(text, slot))

  const key = survey.get(tree.root)?.slots.find(({ value }) => survey.get(value) === items)
  return takeBlockItems(text, survey, items.slots, endOfLine(text, expectPresent(key?.colon)))
}

function isolateItems(tree: YamlTree): void {
  const items = open(tree, tree.root, 'items')
  if (isSeq(items)) expandAliasesBetween(tree, items.items)
}

function takeFlowItem(text: string, { start, end }: Slot): string {
  return `${moveLeft(text.slice(start, end), indentationOf(text, start).length)}\n`
}

function takeBlockItems(text: string, survey: Survey, slots: readonly Slot[], offset: number): readonly string[] {
  let from = offset
  return slots.map((slot) => {
    const to = endOfComments(text, slot.end, columnOf(text, slot.start) + 1)
    const item = takeBlockItem(text.slice(0, to), survey, slot, from)
    from = to
    return item
  })
}

/** The dash becomes a space, so that the first line stands where the others do. */
function takeBlockItem(text: string, survey: Survey, { value, start }: Slot, from: number): string {
  const first = survey.get(value)
  const column =
    first?.isFlow === false ? columnOf(text, expectPresent(first.slots[0]).start) : columnOf(text, start) + '- '.length
  return moveLeft(`${text.slice(from, start)} ${text.slice(start + 1)}`, column)
}

function moveLeft(text: string, columns: number): string {
  return text.replaceAll(new RegExp(`^[ \\t]{0,${columns}}`, 'gmu'), '')
}

function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset)
}

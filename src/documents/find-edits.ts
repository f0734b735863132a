import type { Node, Pair } from 'yaml'
import { isCollection, isPair } from 'yaml'
import { editBlockGap, editBlockValue } from './block-edits.ts'
import { buildNode } from './build-node.ts'
import type { Gap } from './changes.ts'
import { findChanges, renew } from './changes.ts'
import { editFlowGap, editFlowValue } from './flow-edits.ts'
import type { YamlTree } from './parse-yaml.ts'
import { parseYaml } from './parse-yaml.ts'
import type { JsonLayout } from './print-json.ts'
import { printNode } from './print-node.ts'
import type { Slot, Survey } from './survey.ts'
import { surveyTree } from './survey.ts'
import type { Edit } from './text-edits.ts'
import { beginsLine, indentationOf, startOfLine } from './text-edits.ts'
import type { YamlStyle } from './yaml-style.ts'
import { detectStyle } from './yaml-style.ts'

/** A document on the way to being patched. */
interface Page {
  readonly tree: YamlTree
  readonly survey: Survey
  readonly style: YamlStyle
  /** What a level of JSON is indented by, which is YAML too; `undefined` where it is other YAML. */
  readonly jsonStep: string | undefined
}

/** How the text of one map or list is changed. */
interface Editor {
  readonly editGap: (gap: Gap) => Edit
  readonly editValue: (slot: Slot, value: Node) => Edit
}

/**
 * What a change makes of the text of a YAML or JSON document. Nothing is printed anew but what the change adds or replaces:
 * comments, the order of keys and the spelling of values stay, as all that the user wrote.
 * @param text ends with a line break
 * @throws {YamlFault} where the text is not YAML
 */
export function findEdits(text: string, change: (tree: YamlTree) => void): readonly Edit[] {
  const tree = parseYaml(text)
  const survey = surveyTree(tree.root)
  change(tree)

  const style = detectStyle(text, survey)
  const root = renew(survey, tree.root)
  const stretch = survey.get(root)
  const first = stretch?.slots[0]
  if (stretch === undefined || first === undefined) return [replaceAll(text, root, style)]

  const jsonStep = stretch.isFlow ? indentationOf(text, first.start) : undefined
  return editsOf({ tree, survey, style, jsonStep }, root)
}

function replaceAll(text: string, root: Node | null, style: YamlStyle): Edit {
  return { start: 0, end: text.length, text: `${printNode(root ?? buildNode(null), style)}\n` }
}

/** What has to be done to the text of a part. Deeper edits come first, as they end before what they lie in does. */
function editsOf(page: Page, node: unknown): readonly Edit[] {
  const stretch = page.survey.get(node)
  const first = stretch?.slots[0]
  if (!isCollection(node) || stretch === undefined || first === undefined) return []

  const { kept, gaps } = findChanges(page.survey, stretch, node.items as readonly (Pair | Node)[])
  const { editGap, editValue } = stretch.isFlow ? buildFlowEditor(page, first) : buildBlockEditor(page, first)
  return [...kept.flatMap((slot) => editsOfSlot(page, slot, editValue)), ...gaps.map(editGap)]
}

function editsOfSlot(page: Page, slot: Slot, editValue: Editor['editValue']): readonly Edit[] {
  const value = isPair(slot.part) ? (slot.part.value as Node | null) : slot.part
  const current = renew(page.survey, value)
  return current !== slot.value && current !== null ? [editValue(slot, current)] : editsOf(page, current)
}

function buildBlockEditor({ tree: { text }, style }: Page, { start }: Slot): Editor {
  const block = { text, style, column: start - startOfLine(text, start) }
  return { editGap: (gap) => editBlockGap(block, gap), editValue: (slot, value) => editBlockValue(block, slot, value) }
}

function buildFlowEditor({ tree, style, jsonStep }: Page, { start }: Slot): Editor {
  const json = jsonStep === undefined ? undefined : detectLayout(tree.text, start, jsonStep)
  const flow = { tree, style, json }
  return { editGap: (gap) => editFlowGap(flow, gap), editValue: (slot, value) => editFlowValue(flow, slot, value) }
}

/** How JSON is laid out around one of its values: on lines of their own, or in one line. */
function detectLayout(text: string, start: number, step: string): JsonLayout {
  if (beginsLine(text, start)) return { line: `\n${indentationOf(text, start)}`, step, space: ' ' }
  return { line: '', step: '', space: /[:,] /u.test(text) ? ' ' : '' }
}

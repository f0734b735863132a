import type { Node, Pair } from 'yaml'
import { isPair } from 'yaml'
import { buildCollection } from './build-node.ts'
import type { Gap } from './changes.ts'
import { keyOf } from './entries.ts'
import { expectPresent } from './expect-present.ts'
import type { YamlTree } from './parse-yaml.ts'
import type { JsonLayout } from './print-json.ts'
import { printJson } from './print-json.ts'
import { printFlow } from './print-node.ts'
import type { Slot } from './survey.ts'
import type { Edit } from './text-edits.ts'
import type { YamlStyle } from './yaml-style.ts'

/** A map or a list in braces or brackets, in its text. */
export interface Flow {
  readonly tree: YamlTree
  readonly style: YamlStyle
  /** How JSON lays it out; `undefined` where it is braces in YAML. */
  readonly json: JsonLayout | undefined
}

/** Adds, replaces or removes what stands between commas. */
export function editFlowGap(flow: Flow, { before, removed, added, after }: Gap): Edit {
  const comma = `,${flow.json === undefined ? ' ' : flow.json.line || flow.json.space}`
  const text = printParts(flow, added).join(comma)
  const [first, ...others] = removed
  if (first !== undefined) {
    const end = (others.at(-1) ?? first).end
    return added.length > 0 ? { start: first.start, end, text } : removeParts(first.start, end, before, after)
  }

  if (before !== undefined) return { start: before.end, end: before.end, text: `${comma}${text}` }
  const { start } = expectPresent(after)
  return { start, end: start, text: `${text}${comma}` }
}

/** A comma goes with what is removed: the one before it, or after it where it comes first. */
function removeParts(start: number, end: number, before: Slot | undefined, after: Slot | undefined): Edit {
  if (before !== undefined) return { start: before.end, end, text: '' }
  return { start, end: expectPresent(after).start, text: '' }
}

/** Gives a key another value. */
export function editFlowValue(flow: Flow, slot: Slot, value: Node): Edit {
  const text = flow.json === undefined ? printFlow(value, flow.style) : printJson(flow.tree, value, flow.json)
  if (slot.valueStart !== undefined) return { start: slot.valueStart, end: slot.end, text }

  const start = slot.colon ?? slot.end
  return { start, end: start, text: slot.colon === undefined ? `: ${text}` : ` ${text}` }
}

function printParts({ tree, style, json }: Flow, parts: readonly (Pair | Node)[]): readonly string[] {
  if (json === undefined) return parts.length === 0 ? [] : [printFlow(buildCollection(parts), style).slice(1, -1)]
  return parts.map((part) => {
    if (!isPair(part)) return printJson(tree, part, json)
    return `${JSON.stringify(keyOf(tree, part))}:${json.space}${printJson(tree, part.value as Node | null, json)}`
  })
}

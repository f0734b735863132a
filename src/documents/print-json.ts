import type { Node } from 'yaml'
import { isMap, isScalar, isSeq } from 'yaml'
import { entriesOf, follow } from './entries.ts'
import type { YamlTree } from './parse-yaml.ts'
import { readScalar } from './read-scalar.ts'

/** How JSON text is laid out: on lines, or in one. */
export interface JsonLayout {
  /** A line break and the indentation of the value itself; empty for one line. */
  readonly line: string
  /** What each level adds to it. */
  readonly step: string
  /** What stands between a key and its value, and in one line between values: a space or nothing. */
  readonly space: string
}

/**
 * The JSON text of a part: keys in their order, and numbers with every digit that the user wrote.
 * @throws {YamlFault} where JSON has no such value
 */
export function printJson(tree: YamlTree, part: Node | null, layout: JsonLayout): string {
  const inner = { ...layout, line: layout.line + layout.step }
  const node = follow(tree, part)
  if (isMap(node)) {
    const entries = Array.from(entriesOf(tree, node), ([key, { value }]) => {
      return `${JSON.stringify(key)}:${layout.space}${printJson(tree, value, inner)}`
    })
    return enclose('{', entries, '}', layout)
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => printJson(tree, item as Node | null, inner))
    return enclose('[', items, ']', layout)
  }
  return isScalar(node) ? readScalar(node).json : 'null'
}

function enclose(open: string, parts: readonly string[], close: string, { line, step, space }: JsonLayout): string {
  if (parts.length === 0) return `${open}${close}`
  if (line === '') return `${open}${parts.join(`,${space}`)}${close}`
  return `${open}${parts.map((part) => `${line}${step}${part}`).join(',')}${line}${close}`
}

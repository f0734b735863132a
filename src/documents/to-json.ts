import type { Node, YAMLMap } from 'yaml'
import { isMap, isScalar, isSeq } from 'yaml'
import type { Json } from '../core/json.ts'
import { entriesOf, follow } from './entries.ts'
import type { YamlTree } from './parse-yaml.ts'
import { readScalar } from './read-scalar.ts'

/**
 * The value that a part stands for, as kubectl would send it, but for numbers: those past 2^53 lose their last digits here, and
 * keep them in `print-json.ts`. Nothing in it is shared, whatever aliases there were.
 * @throws {YamlFault} where JSON has no such value
 */
export function toJson(tree: YamlTree, part: Node | null): Json {
  const node = follow(tree, part)
  if (isMap(node)) return toObject(tree, node)
  if (isSeq(node)) return node.items.map((item) => toJson(tree, item as Node | null))
  return isScalar(node) ? readScalar(node).value : null
}

function toObject(tree: YamlTree, map: YAMLMap): Json {
  // fromEntries defines its keys, so that `__proto__` is one like any other.
  return Object.fromEntries(Array.from(entriesOf(tree, map), ([key, { value }]) => [key, toJson(tree, value)]))
}

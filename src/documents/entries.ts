import type { Node, Pair, YAMLMap } from 'yaml'
import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import { expectPresent } from './expect-present.ts'
import type { YamlTree } from './parse-yaml.ts'
import { readKey } from './read-scalar.ts'
import { YamlFault } from './yaml-fault.ts'

/** What a map holds under one key. */
export interface Entry {
  readonly value: Node | null
  /** The pair that says so, if it is the map's own; `undefined` where it was merged in by `<<`. */
  readonly pair: Pair | undefined
}

/**
 * What a map holds, as kubectl reads it: of two pairs with the same key the last counts, and a merge counts like pairs in its
 * place, so that it wins over the keys before it and loses to those after it.
 * @throws {YamlFault} for a key that JSON cannot have, and for a merge of anything but maps
 */
export function entriesOf(tree: YamlTree, map: { readonly items: readonly Pair[] }): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const pair of map.items) {
    if (isMerge(pair))
      for (const [key, { value }] of mergedEntries(tree, pair.value)) entries.set(key, { value, pair: undefined })
    else entries.set(keyOf(tree, pair), { value: pair.value as Node | null, pair })
  }
  return entries
}

/** Whether the pair merges other maps in: `<<` without quotes. */
export function isMerge({ key }: Pair): boolean {
  if (!isScalar(key) || key.value !== '<<') return false
  return key.tag === undefined ? key.type === 'PLAIN' : key.tag === 'tag:yaml.org,2002:merge'
}

/** The key as JSON has it. */
export function keyOf(tree: YamlTree, pair: Pair): string {
  return readKey(follow(tree, pair.key as Node | null))
}

/** The part itself, or what it stands for where it is an alias. */
export function follow(tree: YamlTree, node: Node | null): Node | null {
  return isAlias(node) ? expectPresent(tree.targets.get(node)) : node
}

/** Of several maps the first wins. */
function mergedEntries(tree: YamlTree, value: unknown): ReadonlyMap<string, Entry> {
  const sources = isSeq(value) ? value.items.toReversed() : [value]
  return new Map(sources.flatMap((source) => [...entriesOf(tree, followToMap(tree, source as Node | null))]))
}

function followToMap(tree: YamlTree, node: Node | null): YAMLMap {
  const target = follow(tree, node)
  if (isMap(target)) return target
  throw new YamlFault(
    'expected a map, an alias to one or a list of them after <<, but came something else',
    node?.range?.[0] ?? 0,
  )
}

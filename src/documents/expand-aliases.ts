import type { Node, Pair, YAMLMap } from 'yaml'
import { isAlias, isCollection, isMap, isPair, isSeq } from 'yaml'
import { buildPair, copyNode } from './build-node.ts'
import { entriesOf, isMerge, keyOf } from './entries.ts'
import type { YamlTree } from './parse-yaml.ts'

/** Writes out every alias to a map or a list that is about to change. */
export function expandAliasesTo(tree: YamlTree, part: Node): void {
  expandAliases(tree, new Set([part]))
}

/** Writes out every alias to something that is about to go, or lies in it. */
export function expandAliasesInto(tree: YamlTree, part: Node | null): void {
  expandAliases(tree, new Set(listNodes(part)))
}

/** Writes out every alias, in one of the parts, to something outside that part. */
export function expandAliasesBetween(tree: YamlTree, parts: readonly unknown[]): void {
  const owners = new Map(parts.flatMap((part, index) => listNodes(part).map((node) => [node, index] as const)))
  const crossing = Array.from(tree.targets).filter(
    ([alias, target]) => owners.has(alias) && owners.get(alias) !== owners.get(target),
  )
  expandAliases(tree, new Set(crossing.map(([, target]) => target)))
}

/** Writes out what a map merges in, as pairs of its own. */
export function expandMerges(tree: YamlTree, map: YAMLMap): void {
  map.items = map.items.flatMap((pair) => (isMerge(pair) ? writeOut(tree, map, pair) : [pair]))
}

function expandAliases(tree: YamlTree, targets: ReadonlySet<unknown>): void {
  const isNamed = Array.from(tree.targets.values()).some((target) => targets.has(target))
  if (isNamed) expandIn(tree, tree.root, targets)
}

function expandIn(tree: YamlTree, node: unknown, targets: ReadonlySet<unknown>): void {
  if (isMap(node)) {
    node.items = node.items.flatMap((pair) => expandPair(tree, node, pair, targets))
  } else if (isSeq(node)) {
    node.items = node.items.map((item) => expandNode(tree, item, targets))
  }
}

function expandPair(tree: YamlTree, map: YAMLMap, pair: Pair, targets: ReadonlySet<unknown>): readonly Pair[] {
  const merged = isSeq(pair.value) ? pair.value.items : [pair.value]
  if (isMerge(pair) && merged.some((source) => isAliasTo(tree, source, targets))) return writeOut(tree, map, pair)
  if (isAliasTo(tree, pair.key, targets))
    return [buildPair(keyOf(tree, pair), copyNode(tree, pair.value as Node | null))]

  pair.value = expandNode(tree, pair.value, targets)
  return [pair]
}

function expandNode(tree: YamlTree, node: unknown, targets: ReadonlySet<unknown>): unknown {
  if (isAliasTo(tree, node, targets)) return copyNode(tree, node as Node)
  expandIn(tree, node, targets)
  return node
}

function isAliasTo(tree: YamlTree, node: unknown, targets: ReadonlySet<unknown>): boolean {
  return isAlias(node) && targets.has(tree.targets.get(node))
}

/** The pairs that a merge brings into the map: those that no other pair of the map overrides. */
function writeOut(tree: YamlTree, map: YAMLMap, merge: Pair): readonly Pair[] {
  const inForce = entriesOf(tree, map)
  const own = entriesOf(tree, { items: [merge] })
  return Array.from(own)
    .filter(([key, { value }]) => inForce.get(key)?.pair === undefined && inForce.get(key)?.value === value)
    .map(([key, { value }]) => buildPair(key, copyNode(tree, value)))
}

function listNodes(part: unknown): readonly unknown[] {
  if (isPair(part)) return [part, part.key, ...listNodes(part.value)]
  return isCollection(part) ? [part, ...part.items.flatMap(listNodes)] : [part]
}

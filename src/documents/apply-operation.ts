import type { Node, YAMLMap, YAMLSeq } from 'yaml'
import { isAlias, isCollection, isMap, isSeq } from 'yaml'
import type { Json } from '../core/json.ts'
import { buildNode, buildPair, copyNode } from './build-node.ts'
import { entriesOf, keyOf } from './entries.ts'
import { expandAliasesInto, expandAliasesTo, expandMerges } from './expand-aliases.ts'
import type { YamlTree } from './parse-yaml.ts'

/** One operation of a JSON Patch (RFC 6902), as far as defaults need them. */
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }

/**
 * Applies one operation to the tree. What it lands under becomes a part of its own where it came by an alias or a merge,
 * and so do its copies elsewhere where an anchor stands on it, so that nothing else changes.
 * @throws {Error} where the path leads nowhere: then the patch was made for another object
 */
export function applyOperation(tree: YamlTree, operation: Operation): void {
  const fields = operation.path.split('/').slice(1).map(unescapeField)
  const field = fields.pop()
  if (field === undefined) tree.root = operation.op === 'remove' ? null : buildNode(operation.value)
  else applyTo(tree, findPlace(tree, fields, operation), field, operation)
}

function unescapeField(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}

function findPlace(tree: YamlTree, fields: readonly string[], { op, path }: Operation): YAMLMap | YAMLSeq {
  let place: Node | null | undefined = tree.root
  for (const field of fields) place = open(tree, place, field)
  if (!isCollection(place)) throw new Error(`${op} ${path}: expected a map or a list to hold it, but there is none`)

  expandAliasesTo(tree, place)
  return place
}

/** The part under a field, made a part of its own where it was somebody else's too. */
export function open(tree: YamlTree, place: Node | null | undefined, field: string): Node | null | undefined {
  if (isCollection(place)) expandAliasesTo(tree, place)
  if (isMap(place)) return openField(tree, place, field)
  return isSeq(place) ? openItem(tree, place, Number(field)) : undefined
}

function openField(tree: YamlTree, map: YAMLMap, field: string): Node | null | undefined {
  const entry = entriesOf(tree, map).get(field)
  if (entry === undefined) return undefined
  if (entry.pair !== undefined) return ((entry.pair.value as Node | null) = toOwn(tree, entry.value))

  // A pair at the end wins over whatever is merged in.
  const value = copyNode(tree, entry.value)
  map.items.push(buildPair(field, value))
  return value
}

function openItem(tree: YamlTree, { items }: YAMLSeq, index: number): Node | null | undefined {
  if (!(index in items)) return undefined
  return (items[index] = toOwn(tree, items[index] as Node | null))
}

/** A copy where the part is an alias, or a map without braces in a list, such as `[a: b]`, to which nothing can be added. */
function toOwn(tree: YamlTree, node: Node | null): Node | null {
  const isBare = isMap(node) && node.range && node.srcToken === undefined
  return isAlias(node) || isBare ? copyNode(tree, node) : node
}

function applyTo(tree: YamlTree, place: YAMLMap | YAMLSeq, field: string, operation: Operation): void {
  if (isSeq(place)) applyToList(tree, place, field, operation)
  else if (operation.op === 'remove') removeField(tree, place, field)
  else setField(tree, place, field, operation.value)
}

function setField(tree: YamlTree, map: YAMLMap, field: string, value: Json): void {
  const pair = entriesOf(tree, map).get(field)?.pair
  if (pair === undefined) {
    map.items.push(buildPair(field, buildNode(value)))
    return
  }
  expandAliasesInto(tree, pair.value as Node | null)
  pair.value = buildNode(value)
}

function removeField(tree: YamlTree, map: YAMLMap, field: string): void {
  expandMerges(tree, map)
  const isRemoved = (pair: YAMLMap['items'][number]): boolean => keyOf(tree, pair) === field
  for (const pair of map.items.filter(isRemoved)) expandAliasesInto(tree, pair.value as Node | null)
  map.items = map.items.filter((pair) => !isRemoved(pair))
}

function applyToList(tree: YamlTree, list: YAMLSeq, field: string, operation: Operation): void {
  const index = field === '-' ? list.items.length : Number(field)
  if (operation.op !== 'add') expandAliasesInto(tree, list.items[index] as Node | null)
  const removed = operation.op === 'add' ? 0 : 1
  list.items.splice(index, removed, ...(operation.op === 'remove' ? [] : [buildNode(operation.value)]))
}

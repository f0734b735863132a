import type { Node } from 'yaml'
import { isMap, isPair, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { Json } from '../core/json.ts'
import { isList, isObject } from '../core/json.ts'
import { entriesOf, follow } from './entries.ts'
import { expectPresent } from './expect-present.ts'
import type { YamlTree } from './parse-yaml.ts'
import { readPlainScalar } from './plain-scalar.ts'
import { toJson } from './to-json.ts'

/** What some reader of YAML, if not kubectl, takes for a number or a date. */
const MEANS_SOMETHING = /^([-+.]?\d[-+.:_,\da-fox]*|\d{4}-\d.*)$/iu

/** What no reader takes for a sign: kubectl's takes a `?` in braces for one, wherever it stands. */
const HAS_NO_SIGN = /^[\p{L}\p{N}_./$(-][^?]*$/u

/** What YAML 1.1 counts as a line break or leaves out. */
const UNSAFE_CHARACTER = /[\u007f-\u009f\u2028\u2029\ufeff]/u

/** Makes a part of a value that the document does not have yet. */
export function buildNode(value: Json): Node {
  if (isList(value)) return buildList(value.map(buildNode))
  if (isObject(value))
    return buildMap(Object.entries(value).map(([key, item]) => buildPair(key, buildNode(item ?? null))))
  return buildScalar(String(value), typeof value === 'string' ? chooseType(value) : 'PLAIN')
}

/** Makes a pair of a key and its value. A key stays on its line. */
export function buildPair(key: string, value: Node): Pair {
  return new Pair(buildScalar(key, isPlain(key) ? 'PLAIN' : 'QUOTE_DOUBLE'), value)
}

/** Makes a map of pairs, or a list of anything else. */
export function buildCollection(parts: readonly (Pair | Node)[]): YAMLMap | YAMLSeq {
  return parts.every(isPair) ? buildMap(parts) : buildList(parts as readonly Node[])
}

/** Makes a map or a list of what another holds by now, without its braces and comments. */
export function rebuildCollection(collection: YAMLMap | YAMLSeq): YAMLMap | YAMLSeq {
  return isMap(collection) ? buildMap(collection.items) : buildList(collection.items as readonly Node[])
}

/** Makes a part that says the same as another, every word as it was spelled, but with no alias or anchor in it. */
export function copyNode(tree: YamlTree, part: Node | null): Node {
  const node = follow(tree, part)
  if (isMap(node))
    return keepStyle(
      node,
      buildMap(Array.from(entriesOf(tree, node), ([key, { value }]) => buildPair(key, copyNode(tree, value)))),
    )
  if (isSeq(node)) return keepStyle(node, buildList(node.items.map((item) => copyNode(tree, item as Node | null))))
  return isScalar(node) ? copyScalar(tree, node) : buildNode(null)
}

function copyScalar(tree: YamlTree, scalar: Scalar): Node {
  if (scalar.tag !== undefined) return buildNode(toJson(tree, scalar))
  if (scalar.value === '' && scalar.type === 'PLAIN') return buildNode(null)

  return buildScalar(String(scalar.value), expectPresent(scalar.type))
}

function keepStyle<Collection extends YAMLMap | YAMLSeq>(original: Collection, copy: Collection): Collection {
  if (original.flow === true) copy.flow = true
  return copy
}

function buildMap(pairs: readonly Pair[]): YAMLMap {
  const map = new YAMLMap()
  map.items.push(...pairs)
  return map
}

function buildList(items: readonly Node[]): YAMLSeq {
  const list = new YAMLSeq()
  list.items.push(...items)
  return list
}

function buildScalar(text: string, type: Scalar.Type): Scalar {
  const scalar = new Scalar(text)
  scalar.type = isSafe(text, type) ? type : 'QUOTE_DOUBLE'
  return scalar
}

/** Whether the text can do without escapes: line breaks stay what they are only in a block, and not at its end. */
function isSafe(text: string, type: Scalar.Type): boolean {
  if (UNSAFE_CHARACTER.test(text) || /(^|\n)\n$/u.test(text)) return false
  return !text.includes('\n') || type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
}

function chooseType(text: string): Scalar.Type {
  if (text.includes('\n')) return 'BLOCK_LITERAL'
  return isPlain(text) ? 'PLAIN' : 'QUOTE_DOUBLE'
}

/** Whether the text is text without quotes too. Where the syntax needs them, `yaml` puts them. */
function isPlain(text: string): boolean {
  return readPlainScalar(text)?.value === text && HAS_NO_SIGN.test(text) && !MEANS_SOMETHING.test(text)
}

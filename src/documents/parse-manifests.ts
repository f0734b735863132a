import type { Json, JsonObject } from '../core/json.ts'
import { isList, isObject, own, ownText } from '../core/json.ts'
import { expectPresent } from './expect-present.ts'
import { findDuplicates } from './find-duplicates.ts'
import { parseYaml } from './parse-yaml.ts'
import { patchYaml } from './patch-yaml.ts'
import type { Remark } from './remark.ts'
import { remarkAt } from './remark.ts'
import type { DocumentText } from './split-documents.ts'
import { splitDocuments } from './split-documents.ts'
import { splitList } from './split-list.ts'
import { toJson } from './to-json.ts'
import { readOr, YamlFault } from './yaml-fault.ts'

/** One Kubernetes object, and the text that it was read from. */
export interface Manifest {
  readonly object: JsonObject
  /** Which document of the stream it is in, counted from 1; empty ones don't count. */
  readonly document: number
  /** Where it is in the document if that is a List, as in `items[2]`; else empty. */
  readonly item: string
  /** Its text alone, with the comments around it. Lines end with `\n`, whatever they did before. */
  readonly text: string
  /** The line that parts its document from the one before, if there is one. */
  readonly separator: string
  /** The line of the stream that its text begins at, counted from 1; of an item of a List, that its List begins at. */
  readonly line: number
  /** What the lines of the stream end with. */
  readonly lineBreak: '\n' | '\r\n'
}

/** What a stream of manifests holds. What is at fault is left out, the rest is there. */
export interface ParsedManifests {
  readonly manifests: readonly Manifest[]
  readonly faults: readonly Remark[]
  readonly warnings: readonly Remark[]
}

/**
 * Parses manifests as kubectl does: YAML or JSON, any number of documents, Lists taken apart into their items.
 * Never throws: what cannot be read is in `faults`.
 */
export function parseManifests(stream: string): ParsedManifests {
  const lineBreak = stream.includes('\r\n') ? '\r\n' : '\n'
  const documents = splitDocuments(stream.replace(/^\ufeff/u, '').replaceAll('\r\n', '\n'))
  const parsed = documents.map((document) => parseDocument(document, lineBreak))
  return {
    manifests: parsed.flatMap(({ manifests }) => manifests),
    faults: parsed.flatMap(({ faults }) => faults),
    warnings: parsed.flatMap(({ warnings }) => warnings),
  }
}

/** The longest piece of a text that a message quotes. */
const MAX_QUOTED_LENGTH = 40

const NOTHING: ParsedManifests = { manifests: [], faults: [], warnings: [] }

/** Where a manifest is: everything of it but the object itself. */
type Place = Omit<Manifest, 'object'>

function parseDocument(
  { number, text, separator, line }: DocumentText,
  lineBreak: Manifest['lineBreak'],
): ParsedManifests {
  const place = { document: number, item: '', text, separator, line: line + 1, lineBreak }
  return collectFaults(place, () => {
    const tree = parseYaml(text)
    const value = toJson(tree, tree.root)
    if (value === null) return NOTHING

    const warnings = findDuplicates(tree).map(({ key, offset }) =>
      remark(place, `the key ${key} stands here again; the last one counts`, offset),
    )
    const parsed = parseObject(place, value)
    return { ...parsed, warnings: [...warnings, ...parsed.warnings] }
  })
}

function collectFaults(place: Place, parse: () => ParsedManifests): ParsedManifests {
  return readOr(parse, ({ message, offset }) => ({ ...NOTHING, faults: [remark(place, message, offset)] }))
}

function parseObject(place: Place, value: Json): ParsedManifests {
  const object = expectObject(place, value)
  const items = own(object, 'items')
  if (!isList(items) || !object.kind.endsWith('List')) return { ...NOTHING, manifests: [{ object, ...place }] }

  const type = { apiVersion: object.apiVersion, kind: object.kind.slice(0, -'List'.length) }
  const texts = splitList(place.text)
  const parsed = items.map((item, index) => {
    const name = `${place.item}${place.item && '.'}items[${index}]`
    return parseItem({ ...place, text: expectPresent(texts[index]), item: name }, item, type)
  })
  return {
    ...NOTHING,
    manifests: parsed.flatMap((each) => each.manifests),
    faults: parsed.flatMap((each) => each.faults),
  }
}

/** An item of a typed list, such as WorkflowList, need not say its kind. */
function parseItem(
  place: Place,
  item: Json,
  type: { readonly apiVersion: string; readonly kind: string },
): ParsedManifests {
  return collectFaults(place, () => {
    if (!isObject(item) || ownText(item, 'kind') !== undefined) return parseObject(place, item)

    const patch = Object.entries(type).map(([name, value]) => ({ op: 'add', path: `/${name}`, value }) as const)
    return parseObject({ ...place, text: patchYaml(place.text, patch) }, { ...item, ...type })
  })
}

function expectObject(
  { text }: Place,
  value: Json,
): JsonObject & { readonly apiVersion: string; readonly kind: string } {
  const start = text.search(/^(?!---)[^\S\n]*[^\s#]/mu)
  if (!isObject(value)) {
    throw new YamlFault(`expected an object with apiVersion and kind, but came ${describe(value)}`, start)
  }

  const [apiVersion, kind] = [ownText(value, 'apiVersion'), ownText(value, 'kind')]
  if (apiVersion !== undefined && kind !== undefined) return { ...value, apiVersion, kind }
  const missing = [...(apiVersion === undefined ? ['apiVersion'] : []), ...(kind === undefined ? ['kind'] : [])]
  throw new YamlFault(`expected an object with apiVersion and kind, but it has no ${missing.join(' and no ')}`, start)
}

function describe(value: Json): string {
  if (isList(value)) return 'a list'
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value.slice(0, MAX_QUOTED_LENGTH))}`
    : JSON.stringify(value)
}

/** What is said of an item stands at its List, where the text is as the user wrote it. */
function remark({ document, item, text, line }: Place, message: string, offset: number): Remark {
  if (item !== '') return { document, line, column: 1, message: `${item}: ${message}` }
  return remarkAt({ number: document, text, line: line - 1 }, message, offset)
}

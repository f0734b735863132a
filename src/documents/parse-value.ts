import type { Json } from '../core/json.ts'
import { findDuplicates } from './find-duplicates.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Remark } from './remark.ts'
import { remarkAt } from './remark.ts'
import type { DocumentText } from './split-documents.ts'
import { splitDocuments } from './split-documents.ts'
import { toJson } from './to-json.ts'
import { readOr } from './yaml-fault.ts'

/** The value that a file says, or what is wrong with it. */
export type ParsedValue = { readonly value: Json } | { readonly faults: readonly Remark[] }

/** Nobody reads more of the keys that stand twice, and to find the line of each takes time. */
const MAX_LISTED = 100

/**
 * Parses a file that is one value, such as the settings. Unlike in manifests a key that stands twice is a fault.
 * Never throws: faults are part of the answer.
 */
export function parseValue(text: string): ParsedValue {
  const [first, second] = splitDocuments(text.replace(/^\ufeff/u, '').replaceAll('\r\n', '\n'))
  if (first === undefined) return { value: null }
  if (second !== undefined) return { faults: [remarkAt(second, 'expected one document, but came another', 0)] }

  return readOr<ParsedValue>(
    () => parseDocument(first),
    ({ message, offset }) => ({ faults: [remarkAt(first, message, offset)] }),
  )
}

function parseDocument(document: DocumentText): ParsedValue {
  const tree = parseYaml(document.text)
  const value = toJson(tree, tree.root)
  const duplicates = findDuplicates(tree)
  if (duplicates.length === 0) return { value }
  return {
    faults: duplicates
      .slice(0, MAX_LISTED)
      .map(({ key, offset }) => remarkAt(document, `expected each key once, but ${key} came again`, offset)),
  }
}

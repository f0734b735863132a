import type { Json, JsonObject } from './json.ts'
import { isList, own } from './json.ts'

/** The largest Workflow that Argo's controller takes without offloading (H13.1). */
export const MAX_OBJECT_BYTES = 1024 * 1024

/**
 * Says so, with its size, where an object is larger than Argo takes as it came: it is left alone before anything is made of it
 * (R13), since what a few megabytes of tiny templates come to is a gigabyte. Measuring is spared as below.
 */
export function findLargeObject(object: JsonObject, requestBytes: number | undefined): string | undefined {
  if (requestBytes !== undefined && requestBytes <= MAX_OBJECT_BYTES) return undefined
  const bytes = bytesOf(object)
  return bytes <= MAX_OBJECT_BYTES ? undefined : `left alone: ${bytes} bytes of JSON, and ${LIMIT}`
}

/** Says so where the defaults alone are larger than Argo takes, and so many that nobody counts the rest of them. */
export function sayOvergrown(object: JsonObject): string {
  return `left alone: ${bytesOf(object)} bytes of JSON, more than ${MAX_OBJECT_BYTES} with the defaults, and ${LIMIT}`
}

/**
 * Says so, with both sizes, where an object would be larger with its defaults than Argo takes (R13).
 * Measuring takes time, and is spared where the request as a whole is small enough.
 */
export function findOversize(
  object: JsonObject,
  patch: readonly string[],
  requestBytes: number | undefined,
): string | undefined {
  if (requestBytes !== undefined && requestBytes + totalLength(patch) <= MAX_OBJECT_BYTES) return undefined

  const before = bytesOf(object)
  const after = before + addedBytes(object, patch.join(''))
  if (after <= MAX_OBJECT_BYTES) return undefined
  return `left alone: ${before} bytes of JSON, ${after} with the defaults, and ${LIMIT}`
}

/** How long pieces of text are together. */
export function totalLength(pieces: readonly string[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}

const LIMIT = `Argo takes at most ${MAX_OBJECT_BYTES}`

/** One operation of a patch of ours. */
type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }

/** By how many bytes the patch lengthens the JSON of the object: each value, and the field's name and the comma beside it. */
function addedBytes(object: JsonObject, patch: string): number {
  const counts = new Map<string, number>()
  const operations = JSON.parse(patch) as readonly Operation[]
  return operations.reduce((sum, operation) => sum + bytesOfOperation(object, operation, counts), 0)
}

/** @param counts how many parts each list and object has by now, by its path */
function bytesOfOperation(object: JsonObject, operation: Operation, counts: Map<string, number>): number {
  const { op, path } = operation
  const tokens = tokensOf(path)
  if (op === 'replace') return bytesOf(operation.value) - bytesOf(resolve(object, tokens) as Json)

  const parentPath = path.slice(0, path.lastIndexOf('/'))
  const parent = resolve(object, tokens.slice(0, -1))
  const count = counts.get(parentPath) ?? Object.keys(parent as object).length
  counts.set(parentPath, op === 'add' ? count + 1 : count - 1)
  if (op === 'remove') return -bytesOf(resolve(object, tokens) as Json) - (count === 1 ? 0 : COMMA)
  const name = isList(parent) ? 0 : bytesOf(tokens.at(-1) as string) + COLON
  return bytesOf(operation.value) + name + (count === 0 ? 0 : COMMA)
}

const COLON = 1
const COMMA = 1

function tokensOf(path: string): string[] {
  const tokens = path.split('/').slice(1)
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function resolve(object: JsonObject, tokens: readonly string[]): Json | undefined {
  return tokens.reduce<Json | undefined>(
    (value, token) => (isList(value) ? value[Number(token)] : own(value, token)),
    object,
  )
}

function bytesOf(value: Json): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}

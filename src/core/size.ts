import type { Json, JsonObject } from './json.ts'

/** The largest Workflow that Argo's controller takes without offloading (H13.1). */
const MAX_OBJECT_BYTES = 1024 * 1024

/**
 * Says so, with both sizes, where an object would be larger with its defaults than Argo takes (R13), or is so without.
 * Measuring takes time, and is spared where the request as a whole is small enough.
 */
export function findOversize(object: JsonObject, patch: string, requestBytes: number | undefined): string | undefined {
  if (requestBytes !== undefined && requestBytes + patch.length <= MAX_OBJECT_BYTES) return undefined

  const before = bytesOf(object)
  const after = before + addedBytes(patch)
  if (after <= MAX_OBJECT_BYTES) return undefined
  return `left alone: ${before} bytes of JSON, ${after} with the defaults, and Argo takes at most ${MAX_OBJECT_BYTES}`
}

/** What the operations add: each value, and the field's name and the punctuation around it. */
function addedBytes(patch: string): number {
  const operations = JSON.parse(patch) as readonly {
    readonly op: string
    readonly path: string
    readonly value: Json
  }[]
  return operations.reduce((sum, { op, path, value }) => {
    const field = path
      .slice(path.lastIndexOf('/') + 1)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~')
    const name = field === '-' ? ',' : `"${field}":,`
    return sum + bytesOf(value) + (op === 'replace' ? 0 : name.length)
  }, 0)
}

function bytesOf(value: Json): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}

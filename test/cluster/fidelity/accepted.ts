import type { Json, JsonObject } from '../../../src/core/json.ts'
import { isObject } from '../../../src/core/json.ts'
import type { TestCluster } from '../harness/test-cluster.ts'

// As many as one call of kubectl takes without trouble.
const BATCH = 200

/**
 * Asks the API server, without making anything, which objects Argo's CRDs take. (Validation of its own would make kubectl refuse
 * all of a batch for one of them.) Returns for each whether it is taken.
 */
export async function areAccepted(
  { kubectl }: TestCluster,
  namespace: string,
  objects: readonly Json[],
): Promise<readonly boolean[]> {
  const named = objects.map((object, index) => rename(object, `object-${index}`))
  const batches = Array.from({ length: Math.ceil(named.length / BATCH) }, (_, index) =>
    named.slice(index * BATCH, (index + 1) * BATCH),
  )
  const args = [`--namespace=${namespace}`, 'create', '--dry-run=server', '--validate=ignore', '-o', 'name', '-f', '-']
  const taken = new Set<string>()
  for (const items of batches) {
    const { stdout } = await kubectl(args, { apiVersion: 'v1', kind: 'List', items })
    for (const [name] of stdout.matchAll(/(?<=\/)object-\d+/gu)) taken.add(name)
  }
  return objects.map((_, index) => taken.has(`object-${index}`))
}

/** By a name that tells it from the others in kubectl's answer, and that is valid. */
function rename(object: Json, name: string): JsonObject {
  if (!isObject(object)) return { metadata: { name } }
  const { generateName: _, namespace: __, ...metadata } = (object['metadata'] ?? {}) as JsonObject
  return { ...object, metadata: { ...metadata, name } }
}

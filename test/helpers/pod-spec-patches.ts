import type { Json } from '../../src/core/json.ts'
import { isList, isObject } from '../../src/core/json.ts'

/** An object with what each podSpecPatch of ours says: it is JSON text, and the cases have what that says (D21). */
export function withParsedPodSpecPatches(value: Json): Json {
  if (isList(value)) return value.map(withParsedPodSpecPatches)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, child = null]) => [
      key,
      key === 'podSpecPatch' ? parsed(child) : withParsedPodSpecPatches(child),
    ]),
  )
}

function parsed(podSpecPatch: Json): Json {
  return typeof podSpecPatch === 'string' && podSpecPatch.startsWith('{"')
    ? (JSON.parse(podSpecPatch) as Json)
    : podSpecPatch
}

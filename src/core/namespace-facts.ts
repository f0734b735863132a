import { isOurs, isStray } from './annotations.ts'
import type { NamespaceFacts } from './facts.ts'
import { isObject, own, ownPath } from './json.ts'
import { OPT_IN_LABEL } from './opt-in.ts'

/** Keeps of a Namespace what it says to wf-defaults, or seems to: its opt-in, and its settings. */
export function toNamespaceFacts(object: unknown): NamespaceFacts {
  const metadata = ownPath(object, 'metadata')
  return {
    labels: pickTexts(own(metadata, 'labels'), (key) => key === OPT_IN_LABEL),
    annotations: pickTexts(own(metadata, 'annotations'), (name) => isOurs(name) || isStray(name)),
  }
}

/** Those of a map's entries whose keys are wanted. */
function pickTexts(map: unknown, isWanted: (key: string) => boolean): Readonly<Record<string, string>> {
  if (!isObject(map)) return NOTHING
  const picked = Object.entries(map).filter((entry): entry is [string, string] => {
    return isWanted(entry[0]) && typeof entry[1] === 'string'
  })
  return picked.length === 0 ? NOTHING : Object.fromEntries(picked)
}

/** One for all that say nothing, as most do. */
const NOTHING: Readonly<Record<string, string>> = {}

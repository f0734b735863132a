import type { Json } from './json.ts'
import { isList, own, ownText } from './json.ts'
import { normalisePath } from './argo/paths.ts'

/** The name of the entry that stands for the defaults of a list (R3.6). */
export const SPREAD_NAME = 'panfactum.com/defaults'

/** The lists in which there can be one, each with what tells its items apart. */
const NAMES: Readonly<Record<string, (item: Json) => string | undefined>> = {
  env: (item) => ownText(item, 'name'),
  tolerations: nameOfToleration,
  volumeMounts: (item) => ownText(item, 'mountPath'),
  volumes: (item) => ownText(item, 'name'),
}

/** Where in a user's list the defaults are to go: the places of all its spread entries, of which the first one counts. */
export function findSpreads(field: string, list: Json | undefined): readonly number[] {
  if (!isList(list) || !Object.hasOwn(NAMES, field)) return NONE
  return list.flatMap((item, index) => (isSpread(item) ? [index] : []))
}

const NONE: readonly number[] = []

/** Whether an item of any list is a spread entry. */
export function isSpread(item: Json): boolean {
  return own(item, 'name') === SPREAD_NAME || own(item, 'key') === SPREAD_NAME
}

/** What tells an item from the others of its list: a name, a mount's path, or the key and effect of a toleration. */
export function nameOf(field: string, item: Json): string {
  return NAMES[field]?.(item) ?? ''
}

/** What two items of a list must not have in common: of mounts the place, however its path is written. */
export function identify(field: string, item: Json): string {
  const name = nameOf(field, item)
  return field === 'volumeMounts' ? normalisePath(name) : name
}

function nameOfToleration(toleration: Json): string {
  return [own(toleration, 'key'), own(toleration, 'effect')].filter((part) => typeof part === 'string').join(':')
}

import { SPREAD_NAME, findSpreads, isSpread } from './spread.ts'
import { yieldTolerations } from './defaults/tolerations.ts'
import type { Json, JsonObject } from './json.ts'
import { isList, own } from './json.ts'
import type { Place } from './patch/place.ts'
import type { ResolvedSettings } from './settings/resolve.ts'
import type { Subject } from './subject.ts'

/**
 * Deals with the spread entries that no default took the place of (R3.6): takes them out of lists that can have defaults and
 * have none, and warns of those that stand anywhere else. Comes last.
 */
export function settleSpreads(subject: Subject, settings: ResolvedSettings): void {
  const known = new Set<Json>()
  for (const { place, field } of listsOf(subject)) {
    const list = own(place.value, field)
    const spreads = findSpreads(field, list)
    if (spreads.length === 0 || list === undefined) continue

    known.add(list)
    if (spreads.length > 1) subject.warn(`${place.list(field).key}: ${SPREAD_NAME} stands here again, and is left out`)
    if (subject.hasSpread(place, field)) continue
    if (field === 'tolerations') offerTolerations(subject, place, settings)
    if (!subject.hasSpread(place, field)) drop(subject, place, field)
  }
  for (const path of findStrays(subject.spec.value, known))
    subject.warn(
      `${path}: ${SPREAD_NAME} stands for nothing here; defaults go into env, volumeMounts, volumes and tolerations`,
    )
}

interface ListPlace {
  readonly place: Place
  readonly field: string
}

/** The lists that can have a spread entry (R3.6). */
function listsOf({ spec, templates }: Subject): readonly ListPlace[] {
  return [
    ...fieldsOf(spec, 'tolerations', 'volumes'),
    ...templates.flatMap(({ place, containers }) => [
      ...fieldsOf(place, 'tolerations', 'volumes'),
      ...containers.flatMap((container) => fieldsOf(container, 'env', 'volumeMounts')),
    ]),
  ]
}

function fieldsOf(place: Place, ...fields: readonly string[]): readonly ListPlace[] {
  return fields.map((field) => ({ place, field }))
}

/** A template's tolerations, which have no default but for the user's asking. */
function offerTolerations(subject: Subject, place: Place, settings: ResolvedSettings): void {
  const template = subject.templates.find((each) => each.place === place)
  subject.offer({ place, field: 'tolerations', value: yieldTolerations(settings), template })
}

function drop(subject: Subject, place: Place, field: string): void {
  const list = place.list(field)
  list.spread(findSpreads(field, list.value), [])
  const isAsked = subject.skips?.covers(list.key) === true
  if (!isAsked) subject.warn(`${list.key}: there are no defaults for ${SPREAD_NAME} to stand for, and it is left out`)
}

/** Where spread entries stand that nothing deals with. */
function findStrays(spec: Json | undefined, known: ReadonlySet<Json>): readonly string[] {
  const strays: string[] = []
  const visits: { readonly value: Json; readonly path: string }[] = [{ value: spec as Json, path: '' }]
  for (const { value, path } of visits) {
    if (isList(value) && !known.has(value) && value.some(isSpread)) strays.push(path)
    for (const [key, child = null] of partsOf(value)) {
      const childPath = typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
      if (typeof child === 'object' && child !== null) visits.push({ value: child, path: childPath })
    }
  }
  return strays
}

/** The parts of a list or an object. */
function partsOf(value: Json): Iterable<readonly [number | string, Json | undefined]> {
  return isList(value) ? value.entries() : Object.entries(value as JsonObject)
}

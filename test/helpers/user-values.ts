import type { Json } from '../../src/core/json.ts'
import { isEqual, isList, isObject } from '../../src/core/json.ts'

/**
 * Where defaults may go: into which objects and lists. Whatever is not named is the user's whole (R3): it may come back only as
 * it was, or, where it was `null`, as anything.
 */
interface Place {
  readonly fields?: Readonly<Record<string, Place>>
  /** Of a map whose keys are the user's. */
  readonly values?: Place
  readonly items?: Place
  /** Of a list that R9 appends to. */
  readonly grows?: true
  /** What every Go client sends whether the user wrote it or not (R3.2): as an empty value it counts as not set. */
  readonly emptyIsUnset?: true
}

const WHOLE: Place = {}
const KEYS: Place = { fields: {} }
const CLIENT_EMPTY: Place = { emptyIsUnset: true }
const PARAMETERS: Place = { items: WHOLE, grows: true }
const WITH_PARAMETERS: Place = { fields: { parameters: PARAMETERS }, emptyIsUnset: true }
const CALL_FIELDS = { arguments: WITH_PARAMETERS, hooks: { values: { fields: { arguments: WITH_PARAMETERS } } } }
const CONTAINER: Place = { fields: { name: CLIENT_EMPTY, resources: CLIENT_EMPTY } }
const TEMPLATE_FIELDS = {
  inputs: WITH_PARAMETERS,
  outputs: CLIENT_EMPTY,
  metadata: CLIENT_EMPTY,
  container: CONTAINER,
  script: CONTAINER,
  containerSet: { fields: { containers: { items: CONTAINER } } },
}
/** Templates nest through `inline` (R6.2). */
const TEMPLATE: Place = {
  fields: {
    ...TEMPLATE_FIELDS,
    dag: {
      fields: {
        get tasks(): Place {
          return { items: CALL }
        },
      },
    },
    get steps(): Place {
      return { items: { items: CALL } }
    },
  },
}
const CALL: Place = { fields: { ...CALL_FIELDS, inline: TEMPLATE } }
const WORKFLOW_METADATA: Place = { fields: { labels: KEYS, annotations: KEYS, labelsFrom: KEYS } }
const WORKFLOW_SPEC: Place = {
  fields: {
    arguments: WITH_PARAMETERS,
    podMetadata: { fields: { labels: KEYS, annotations: KEYS } },
    workflowMetadata: WORKFLOW_METADATA,
    templates: { items: TEMPLATE },
  },
}
const OBJECT: Place = {
  fields: {
    metadata: { fields: { labels: KEYS, annotations: KEYS } },
    spec: { fields: { ...WORKFLOW_SPEC.fields, workflowSpec: WORKFLOW_SPEC } },
  },
}

/** The paths of all that the user wrote and that is not as the user wrote it any more (R3.8); none where the patch only adds. */
export function findChangedUserValues(before: Json, after: Json): readonly string[] {
  return compare(before, after, OBJECT, '')
}

function compare(before: Json, after: Json | undefined, place: Place, path: string): readonly string[] {
  if (place.emptyIsUnset === true && isEmpty(before)) return []
  if (isObject(before) && isObject(after) && (place.fields ?? place.values) !== undefined) {
    return Object.keys(before)
      .filter((key) => before[key] !== null)
      .flatMap((key) => {
        const written = before[key] as Json
        const kept = Object.hasOwn(after, key) ? after[key] : undefined
        return compare(written, kept, placeOf(place, key), `${path}/${key}`)
      })
  }
  if (isList(before) && isList(after) && place.items !== undefined) return compareLists(before, after, place, path)
  if (isList(before) && isList(after) && before.some(isSpread)) return isWithin(before, after) ? [] : [path]
  return isEqual(before, after) ? [] : [path]
}

/** An entry that stands for the defaults of its list (R3.6). */
function isSpread(item: Json): boolean {
  return isObject(item) && (item['name'] === SPREAD || item['key'] === SPREAD)
}

const SPREAD = 'panfactum.com/defaults'

/** Whether the user's own items are all there, in their order, with others between them. */
function isWithin(before: readonly Json[], after: readonly Json[]): boolean {
  const rest = [...after]
  return before
    .filter((item) => !isSpread(item))
    .every((item) => {
      const index = rest.findIndex((other) => isEqual(other, item))
      rest.splice(0, index + 1)
      return index !== -1
    })
}

function compareLists(before: readonly Json[], after: readonly Json[], place: Place, path: string): readonly string[] {
  if (after.length < before.length || (after.length > before.length && place.grows !== true)) return [path]
  return before.flatMap((item, index) => compare(item, after[index], place.items ?? WHOLE, `${path}/${index}`))
}

function placeOf(place: Place, key: string): Place {
  if (place.values !== undefined) return place.values
  return place.fields !== undefined && Object.hasOwn(place.fields, key) ? (place.fields[key] ?? WHOLE) : WHOLE
}

function isEmpty(value: Json): boolean {
  return value === '' || (isObject(value) && Object.keys(value).length === 0)
}

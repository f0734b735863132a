import type { Json } from '../../../src/core/json.ts'
import { isList, isObject } from '../../../src/core/json.ts'
import type { ResolvedSettings } from '../../../src/core/settings/resolve.ts'
import { decideUnder } from '../../helpers/decided.ts'
import { findChangedUserValues } from '../../helpers/user-values.ts'

/** What the webhook makes of an object in a namespace that is opted in, where all that defaults name is there. */
export function mutate(object: Json, settings: ResolvedSettings): Json {
  return decideUnder(settings, object).after
}

/** What the core does to an object and must not (R3.8, R3.9), by Argo's leave or without it. */
export function findBreaches(object: Json, settings: ResolvedSettings): readonly string[] {
  const after = mutate(object, settings)
  const strange = addUnknownFields(object)
  return [
    ...(decideUnder(settings, after).verdict.patch.length === 0 ? [] : ['it changes once more when it comes again']),
    ...findChangedUserValues(object, after).map((path) => `${path} is not as it was`),
    ...findChangedUserValues(strange, mutate(strange, settings)).map((path) => `${path}, by an unknown field, is lost`),
  ]
}

/** The object with a field in each object of it that neither Argo nor wf-defaults knows. */
function addUnknownFields(value: Json): Json {
  if (isList(value)) return value.map(addUnknownFields)
  if (!isObject(value)) return value
  const fields = Object.entries(value).map(([key, field]) => [key, addUnknownFields(field as Json)] as const)
  return { ...Object.fromEntries(fields), 'x-unknown': '1' }
}

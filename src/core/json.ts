/** A value of JSON, as `JSON.parse` makes it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** An object of JSON. Its fields are read with `own`, never with a dot: a user's key may be `constructor`. */
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** Tells a JSON object from every other value, lists and `null` included. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Tells a JSON list. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}

/** The field of an object, or `undefined` where the value is no object or has no such field of its own. */
export function own(value: unknown, field: string): Json | undefined {
  if (!isObject(value)) return undefined
  const found = value[field]
  // Most look-ups find nothing, and are done here: what an object inherits is looked for only behind something found.
  return found === undefined || Object.hasOwn(value, field) ? found : undefined
}

/** The value at the end of a path of fields, or `undefined` where the path breaks off. */
export function ownPath(value: unknown, ...fields: readonly string[]): Json | undefined {
  let current = value as Json | undefined
  for (const field of fields) current = own(current, field)
  return current
}

/** The field when it is a string with something in it, else `undefined`. */
export function ownText(value: unknown, field: string): string | undefined {
  const text = own(value, field)
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** The field when it is a list, else an empty one. */
export function ownList(value: unknown, field: string): readonly Json[] {
  const list = own(value, field)
  return isList(list) ? list : NO_ITEMS
}

const NO_ITEMS: readonly Json[] = []

/** Whether two values say the same: fields in any order, items in theirs. However deep they are, the stack is not. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  const pairs: [Json | undefined, Json | undefined][] = [[a, b]]
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair
    if (left === right) continue
    const parts = partsOf(left, right)
    if (parts === undefined) return false
    for (const part of parts) pairs.push(part)
  }
  return true
}

/** The parts of two lists or objects that have to be equal for them to be, or `undefined` where they cannot be. */
function partsOf(a: Json | undefined, b: Json | undefined): [Json | undefined, Json | undefined][] | undefined {
  if (isList(a) && isList(b)) return a.length === b.length ? a.map((item, index) => [item, b[index]]) : undefined
  if (!isObject(a) || !isObject(b)) return undefined

  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return undefined
  return keys.every((key) => Object.hasOwn(b, key)) ? keys.map((key) => [a[key], b[key]]) : undefined
}

import { applyPatch } from 'rfc6902'
import type { Json } from '../../src/core/json.ts'
import { isEqual, isList, isObject } from '../../src/core/json.ts'

interface Operation {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string
  readonly value: Json
}

/** The package rfc6902 steps over these, so that a hook named `constructor` would send it astray. */
const STEPPED_OVER = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Applies a patch as RFC 6902 says, to a copy. Throws where the API server would reject the request, and where R11 forbids the
 * operation though it would apply: an `add` over what the user wrote, a `replace` of more than `null`, an empty value or a spread
 * entry, a `remove` of more than a spread entry. Reads it twice: by its own hand, and with the package rfc6902.
 */
export function applyStrictly(object: unknown, patch: string): Json {
  if (patch === '') return copy(object)
  if (!/^[\u0020-\u007e]*$/u.test(patch)) throw new Error('the patch is not in ASCII')

  const operations = parseOperations(patch)
  const result = operations.reduce<Json>(applyOperation, copy(object))
  assertSecondReading(copy(object), operations, result)
  return result
}

/** What becomes of a value on its way through JSON: keys such as `__proto__` stay keys. */
export function copy(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}

/** The value that a JSON Pointer leads to, or `undefined`. */
export function resolvePointer(document: Json, path: string): Json | undefined {
  return toTokens(path).reduce<Json | undefined>(step, document)
}

function parseOperations(patch: string): readonly Operation[] {
  const operations = JSON.parse(patch) as readonly Operation[]
  if (!isList(operations) || operations.length === 0)
    throw new Error(`expected a list of operations, but came ${patch}`)

  for (const { op, path, value } of operations) {
    if (op !== 'add' && op !== 'replace' && op !== 'remove')
      throw new Error(`expected add, replace or remove, but came ${String(op)} ${path}`)
    if (value === undefined && op !== 'remove') throw new Error(`${op} ${path} has no value`)
  }
  return operations
}

function applyOperation(document: Json, { op, path, value }: Operation): Json {
  const tokens = toTokens(path)
  const last = tokens.pop()
  if (last === undefined) throw new Error(`${op} replaces the whole object`)

  const parent = tokens.reduce<Json | undefined>(step, document)
  if (isList(parent)) changeList(parent as Json[], last, { op, path, value })
  else if (isObject(parent)) changeObject(parent as Record<string, Json>, last, { op, path, value })
  else throw new Error(`${op} ${path}: there is no object or list to change`)
  return document
}

function changeList(list: Json[], token: string, { op, path, value }: Operation): void {
  if (op === 'add' && token === '-') {
    list.push(copy(value))
    return
  }
  const index = /^(0|[1-9]\d*)$/u.test(token) ? Number(token) : Number.POSITIVE_INFINITY
  if (index > list.length || (op !== 'add' && index === list.length))
    throw new Error(`${op} ${path}: there is no such index`)
  if (op === 'remove' && !isSpread(list[index]))
    throw new Error(`remove ${path}: would lose ${JSON.stringify(list[index])}`)
  if (op === 'remove') list.splice(index, 1)
  else if (op === 'add') list.splice(index, 0, copy(value))
  else list[index] = replaceable(list[index], path, value)
}

function changeObject(object: Record<string, Json>, key: string, { op, path, value }: Operation): void {
  const exists = Object.hasOwn(object, key)
  if (op === 'remove') throw new Error(`remove ${path}: would lose what the user wrote`)
  if (op === 'replace' && !exists) throw new Error(`replace ${path}: there is no such key`)
  if (op === 'add' && exists) throw new Error(`add ${path}: would overwrite ${JSON.stringify(object[key])}`)
  const changed = op === 'add' ? copy(value) : replaceable(object[key], path, value)
  Object.defineProperty(object, key, { value: changed, enumerable: true, configurable: true, writable: true })
}

function replaceable(before: Json | undefined, path: string, value: Json): Json {
  const isNothing = before === null || isSpread(before) || before === '' || isEqual(before, {}) || isEqual(before, [])
  if (!isNothing) throw new Error(`replace ${path}: would lose ${JSON.stringify(before)}`)
  return copy(value)
}

/** An entry that stands for the defaults of its list, and is there to be replaced (R3.6). */
function isSpread(item: Json | undefined): boolean {
  return isObject(item) && (item['name'] === SPREAD || item['key'] === SPREAD)
}

const SPREAD = 'panfactum.com/defaults'

function step(value: Json | undefined, token: string): Json | undefined {
  if (isList(value)) return /^(0|[1-9]\d*)$/u.test(token) ? value[Number(token)] : undefined
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined
}

function toTokens(path: string): string[] {
  if (path !== '' && !path.startsWith('/')) throw new Error(`${path} is no JSON Pointer`)
  if (/~(?![01])/u.test(path)) throw new Error(`${path} has a ~ that escapes nothing`)
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function assertSecondReading(object: Json, operations: readonly Operation[], result: Json): void {
  if (operations.some(({ path }) => toTokens(path).some((token) => STEPPED_OVER.has(token)))) return

  const errors = applyPatch(object, copy(operations) as never).filter((error) => error !== null)
  if (errors.length > 0) throw new Error(`rfc6902 does not apply the patch: ${errors.map(String).join('; ')}`)
  if (!isEqual(object, result)) throw new Error('rfc6902 makes something else of the patch')
}

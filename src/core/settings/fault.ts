import { SETTING_PREFIX } from '../annotations.ts'
import { shorten } from '../shorten.ts'

/** One fault of a settings file. */
export interface SettingsFault {
  /** Where it is, as in `defaults.tmpDirectories.scratch.sizeMb`; empty for the file as a whole. */
  readonly path: string
  /** What was expected there, and what came. */
  readonly message: string
}

/** Where a value is: the keys and indexes that lead to it. */
export type Path = readonly PropertyKey[]

/** Says what is wrong at a place. */
export function createFault(path: Path, message: string): SettingsFault {
  return { path: formatPath(path), message }
}

/** A place as a person writes it: dots between names, in brackets the index of an item and whatever is no plain name (R3.4). */
export function formatPath(path: Path): string {
  return path.map((key, index) => formatKey(key, index === 0)).join('')
}

/** A value for a message, in short and on one line. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(shorten(value, LONGEST))
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'object':
      return describeObject(value)
    default:
      return `a ${typeof value}`
  }
}

function describeObject(value: object | null): string {
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Date) return 'a timestamp'
  return value === null ? 'null' : 'a map'
}

function formatKey(key: PropertyKey, isFirst: boolean): string {
  if (typeof key === 'number') return `[${key}]`
  const name = String(key)
  if (isFirst && name.startsWith(SETTING_PREFIX)) return name
  if (!/^[\w$-]+$/u.test(name)) return `[${JSON.stringify(shorten(name, LONGEST)).slice(1, -1)}]`
  return isFirst ? shorten(name, LONGEST) : `.${shorten(name, LONGEST)}`
}

/** The longest text that a message quotes. */
const LONGEST = 60

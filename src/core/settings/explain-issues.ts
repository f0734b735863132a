import type * as z from 'zod'
import type { Path, SettingsFault } from './fault.ts'
import { createFault, describe, formatPath } from './fault.ts'
import { didYouMean } from './nearest.ts'

type Issue = z.core.$ZodIssue
type RawIssue = z.core.$ZodRawIssue

const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a map',
  record: 'a map',
  string: 'a string',
}

/** So many names can be listed in a message; all settings cannot. */
const MAX_LISTED = 10

/** What of the content does not fit the schema. */
export function findMisfits(schema: z.ZodType, content: unknown): readonly SettingsFault[] {
  const { error } = schema.safeParse(content, { error: explainExpected })
  return error === undefined ? [] : withoutDoubles(error.issues).flatMap((issue) => toFaults(issue, content))
}

/** An empty list where a string belongs is to zod of another type, and too short too. */
function withoutDoubles(issues: readonly Issue[]): readonly Issue[] {
  const mistyped = new Set(issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => formatPath(path)))
  return issues.filter(({ code, path }) => code !== 'too_small' || !mistyped.has(formatPath(path)))
}

/**
 * Says what was expected where the schema has no words of its own: to be given to zod as `error`.
 * For unknown keys it is the known ones alone, as only the schema at hand knows them.
 */
function explainExpected(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${NAMES[issue.expected]}`
    case 'invalid_value':
      return `expected ${issue.values.join(' or ')}`
    case 'unrecognized_keys':
      return Object.keys((issue.inst as z.ZodObject).shape).join(' ')
    case 'too_small':
      return `expected ${explainMinimum(issue.origin, Number(issue.minimum))}`
    case 'too_big':
      return `expected at most ${issue.maximum}`
    default:
      return 'expected a valid key'
  }
}

/** Turns what zod found in the content into faults, one for each unknown key too. */
function toFaults(issue: Issue, content: unknown): readonly SettingsFault[] {
  const { code, path, message } = issue
  if (code === 'unrecognized_keys') return explainUnknownKeys(issue, message.split(' '))
  if (code === 'invalid_key')
    return issue.issues.map((ofKey) => createFault(path, `${ofKey.message}, but came ${describe(path.at(-1))}`))
  // What compares two values says itself what came.
  if (message.includes(', but ')) return [createFault(path, message)]
  return [createFault(path, `${message}, but ${explainActual(issue, valueAt(content, path))}`)]
}

function explainMinimum(origin: string, minimum: number): string {
  if (origin === 'string') return 'a string that is not empty'
  return origin === 'array' ? 'at least one item' : `at least ${minimum}`
}

function explainUnknownKeys(
  { keys, path }: z.core.$ZodIssueUnrecognizedKeys,
  known: readonly string[],
): readonly SettingsFault[] {
  const expected = known.length > MAX_LISTED ? 'the name of a setting' : known.join(' or ')
  return keys
    .filter((key) => key !== '__proto__')
    .map((key) =>
      createFault([...path, key], `expected ${expected}, but came ${describe(key)}${didYouMean(key, known)}`),
    )
}

function explainActual(issue: Issue, value: unknown): string {
  if (value === undefined) return 'it is missing'
  if (issue.code === 'invalid_value') return `came ${describe(value)}${didYouMean(value, issue.values.map(String))}`

  const isUnquoted = ['number', 'boolean'].includes(typeof value) || value instanceof Date
  const hint =
    issue.code === 'invalid_type' && issue.expected === 'string' && isUnquoted ? '; in quotes it is a string' : ''
  return `came ${describe(value)}${hint}`
}

function valueAt(content: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key], content)
}

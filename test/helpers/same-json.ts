import { isDeepStrictEqual } from 'node:util'
import type { Test } from 'tap'

/** Asserts that two values are the same JSON. tap compares constructors, and takes a key of that name for one. */
export function assertSameJson(t: Test, actual: unknown, expected: unknown, message: string): void {
  if (isDeepStrictEqual(actual, expected)) t.pass(message)
  else t.fail(message, { found: actual, wanted: expected })
}

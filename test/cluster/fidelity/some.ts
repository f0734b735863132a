import * as fc from 'fast-check'

/** An object with few of these fields: what is `undefined` is lost when it is copied as JSON. */
export function some(
  fields: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const entries = Object.entries(fields).map(([key, value]) => [key, rarely(value)] as const)
  return fc.record(Object.fromEntries(entries))
}

function rarely(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
}

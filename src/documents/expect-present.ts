/**
 * The value, where the types cannot tell that it is there.
 * @throws {Error} where it is not: a fault of ours
 */
export function expectPresent<Value>(value: Value | null | undefined): Value {
  if (value === undefined || value === null) throw new Error('expected a value that is always there, but there is none')
  return value
}

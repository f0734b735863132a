import type { Node, Scalar } from 'yaml'
import { isScalar } from 'yaml'
import { expectPresent } from './expect-present.ts'
import type { ScalarReading } from './plain-scalar.ts'
import { readPlainScalar, readText } from './plain-scalar.ts'
import { YamlFault } from './yaml-fault.ts'

const TAG_PREFIX = 'tag:yaml.org,2002:'

/** What the value under a tag has to be. */
const TAG_FITS: Readonly<Record<string, (reading: ScalarReading) => boolean>> = {
  bool: ({ value }) => typeof value === 'boolean',
  float: ({ value }) => typeof value === 'number',
  int: isInteger,
  null: ({ value }) => value === null,
}

/**
 * Reads a scalar as kubectl does.
 * @throws {YamlFault} where it is not what its tag says, or nothing that JSON has
 */
export function readScalar(scalar: Scalar): ScalarReading {
  const text = String(scalar.value)
  if (scalar.tag === undefined && scalar.type !== 'PLAIN') return readText(text)
  if (scalar.tag === undefined) return readPlainScalar(text) ?? refuse(scalar, 'a number that JSON has')

  const tag = scalar.tag.startsWith(TAG_PREFIX) ? scalar.tag.slice(TAG_PREFIX.length) : ''
  if (tag === 'binary') return readBinary(scalar, text)
  return Object.hasOwn(TAG_FITS, tag) ? readTagged(scalar, tag) : readText(text)
}

/**
 * Reads a scalar that is the key of a pair: JSON has only text there.
 * @throws {YamlFault} where it is no key to kubectl either
 */
export function readKey(node: Node | null): string {
  if (!isScalar(node))
    throw new YamlFault('expected a word as the key, but came a map or a list', expectPresent(node?.range)[0])

  const reading = readScalar(node)
  if (reading.value === null) return refuse(node, 'a key')
  if (typeof reading.value !== 'number') return String(reading.value)
  return isInteger(reading) ? BigInt(reading.json).toString() : formatFloat(reading.value)
}

function readTagged(scalar: Scalar, tag: string): ScalarReading {
  const reading = readPlainScalar(String(scalar.value))
  if (reading !== undefined && TAG_FITS[tag]?.(reading) === true) return reading
  return refuse(scalar, `a value for the tag !!${tag}`)
}

function readBinary(scalar: Scalar, text: string): ScalarReading {
  const base64 = text.replaceAll(/\s/gu, '')
  if (!/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u.test(base64))
    return refuse(scalar, 'base64 after !!binary')

  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return readText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
}

function refuse(scalar: Scalar, expected: string): never {
  throw new YamlFault(
    `expected ${expected}, but came ${String(scalar.value) || 'nothing'}`,
    expectPresent(scalar.range)[0],
  )
}

/** Whether go-yaml made an integer of it: `1.0` is none. */
function isInteger({ value, json }: ScalarReading): boolean {
  return typeof value === 'number' && /^-?\d+$/u.test(json)
}

/** Writes a number as Go's strconv does for keys: in the format `g`, with as many digits as a float of 32 bits needs. */
function formatFloat(value: number): string {
  const digits =
    [1, 2, 3, 4, 5, 6, 7, 8].find((count) => Math.fround(Number(value.toPrecision(count))) === Math.fround(value)) ?? 9
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e')
  if (Number(exponent) >= -4 && Number(exponent) < 6) return String(Number(value.toPrecision(digits)))
  return `${mantissa}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, '0')}`
}

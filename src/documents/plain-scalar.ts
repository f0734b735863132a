/** What a word of YAML stands for: its value, and the JSON text that loses no digit of it. */
export interface ScalarReading {
  readonly value: string | number | boolean | null
  readonly json: string
}

/** The words that YAML 1.1 gives a meaning, as go-yaml v2 knows them (seen with kubectl's parser, sigs.k8s.io/yaml 1.6). */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...spellings(true, 'y', 'yes', 'true', 'on'),
  ...spellings(false, 'n', 'no', 'false', 'off'),
  ...spellings(null, 'null'),
  ['', null],
  ['~', null],
])

const NOT_FINITE = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/u
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/u
const INTEGER = /^([-+]?)(0x[\da-f]+|0o?[0-7]+|0b[01]+|0|[1-9]\d*)$/iu
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/u
/** Without digits before the point, underscores may only stand between digits. */
const FRACTION = /^\.\d+(_\d+)*([eE][-+]?\d+)?$/u

const MAX_UNSIGNED = 2n ** 64n - 1n
const MIN_SIGNED = -(2n ** 63n)

/**
 * Reads a scalar without quotes or a tag as kubectl does: YAML 1.1 words, octal numbers in both spellings, but no
 * numbers of base 60; dates stay text. `undefined` where kubectl refuses it, since JSON has no infinity and no NaN.
 */
export function readPlainScalar(source: string): ScalarReading | undefined {
  const word = WORDS.get(source)
  if (word !== undefined) return { value: word, json: String(word) }
  if (NOT_FINITE.test(source)) return undefined
  return readNumber(source) ?? readText(source)
}

/** Reads a scalar that is text whatever it looks like. */
export function readText(text: string): ScalarReading {
  return { value: text, json: JSON.stringify(text) }
}

function readNumber(source: string): ScalarReading | undefined {
  if (source.startsWith('.')) return FRACTION.test(source) ? readFloat(source) : undefined
  if (!/^[-+\d]/u.test(source)) return undefined

  const digits = source.replaceAll('_', '')
  return readInteger(source, digits) ?? (FLOAT.test(digits) ? readFloat(source) : undefined)
}

function readInteger(source: string, digits: string): ScalarReading | undefined {
  const [, sign, magnitude] = INTEGER.exec(digits) ?? []
  if (magnitude === undefined) return undefined

  const integer = BigInt(`${/^0\d/u.test(magnitude) ? '0o' : ''}${magnitude}`) * (sign === '-' ? -1n : 1n)
  if (integer < MIN_SIGNED || integer > MAX_UNSIGNED) return undefined
  return { value: Number(integer), json: JSON_NUMBER.test(source) ? source : String(integer) }
}

/** A number that is too large to be one is text to kubectl. */
function readFloat(source: string): ScalarReading | undefined {
  const value = Number(source.replaceAll('_', ''))
  if (!Number.isFinite(value)) return undefined
  return { value, json: JSON_NUMBER.test(source) ? source : String(value) }
}

function spellings<Value>(value: Value, ...words: readonly string[]): (readonly [string, Value])[] {
  return words.flatMap((word) => {
    const capitalised = `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
    return [word, capitalised, word.toUpperCase()].map((spelling) => [spelling, value] as const)
  })
}

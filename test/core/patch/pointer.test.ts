import t from 'tap'
import type { Json } from '../../../src/core/json.ts'
import { escapeSegment, quote, toText, writeKey } from '../../../src/core/patch/pointer.ts'

const ODD_TEXTS = ['', 'plain', 'é', '€', 'a\u0000b', '\u007f\u0080', '\u2028', '"\\/~', '\ud800', '\udc00x', '\uffff']

t.test('writes every value as JSON in ASCII', async (t) => {
  const values: readonly Json[] = [...ODD_TEXTS, 1.5, true, null, [], {}, { 'ключ~/': ['значение', { n: 1 }] }]

  for (const value of values) {
    t.match(toText(value), /^[\u0020-\u007e]+$/u)
    t.strictSame(JSON.parse(toText(value)), value)
  }
})

t.test('leaves ASCII as it is', async (t) => {
  t.equal(toText({ a: ['b', 1] }), '{"a":["b",1]}')
})

t.test('quotes a text', async (t) => {
  t.equal(quote('a"b'), String.raw`"a\"b"`)
  t.equal(quote('é'), String.raw`"\u00e9"`)
})

t.test('escapes the two characters that a pointer has a use for (RFC 6901)', async (t) => {
  t.equal(escapeSegment('karpenter.sh/do-not-disrupt'), 'karpenter.sh~1do-not-disrupt')
  t.equal(escapeSegment('a~b'), 'a~0b')
  t.equal(escapeSegment('~1'), '~01', 'what looks escaped already is escaped again')
  t.equal(escapeSegment('//~~'), '~1~1~0~0')
})

t.test('gives segments that stand inside JSON text', async (t) => {
  for (const text of ODD_TEXTS) {
    const segment = escapeSegment(text)

    t.match(segment, /^[\u0020-\u007e]*$/u)
    t.equal(unescape(JSON.parse(`"${segment}"`) as string), text)
  }
})

t.test('writes a key both ways, however many keys there are and however often it is asked', async (t) => {
  const keys = ['a', 'b/"é', ...Array.from({ length: 2000 }, (_, index) => `key/${index}`)]
  const expected = keys.map((key) => ({ quoted: quote(key), segment: escapeSegment(key) }))

  t.strictSame(keys.map(writeKey), expected)
  t.strictSame(keys.map(writeKey), expected, 'again')
})

function unescape(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}

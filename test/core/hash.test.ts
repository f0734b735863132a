import t from 'tap'
import { fnv1a } from '../../src/core/hash.ts'

t.test("gives the vectors of FNV's authors", async (t) => {
  const vectors = {
    '': '811c9dc5',
    a: 'e40c292c',
    b: 'e70c2de5',
    fo: '6222e842',
    foo: 'a9f37ed7',
    foobar: 'bf9cf968',
    'chongo was here!\n': 'd49930d5',
  }

  for (const [text, hash] of Object.entries(vectors)) t.equal(fnv1a(text), hash, JSON.stringify(text))
})

t.test('hashes the bytes of UTF-8', async (t) => {
  const text = 'é€😀'

  t.equal(fnv1a(text), hashBytes(Buffer.from(text, 'utf8')))
})

t.test('always has eight digits', async (t) => {
  const numbers = Array.from({ length: 1000 }, (_, index) => fnv1a(String(index)))

  t.ok(numbers.every((hash) => /^[0-9a-f]{8}$/u.test(hash)))
  t.ok(
    numbers.some((hash) => hash.startsWith('0')),
    'some begin with a zero',
  )
})

/** The definition, in whole numbers of any size. */
function hashBytes(bytes: Iterable<number>): string {
  let hash = 0x811c9dc5n
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x01000193n) % 2n ** 32n
  return hash.toString(16).padStart(8, '0')
}

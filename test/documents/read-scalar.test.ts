import t from 'tap'
import { read } from './read.ts'

t.test('reads a tagged value as what its tag says', async (t) => {
  t.strictSame(read('a: !!str 1\nb: !!int "0x10"\nc: !!float 1\nd: !!bool yes\ne: !!null ""\n'), {
    a: '1',
    b: 16,
    c: 1,
    d: true,
    e: null,
  })
  t.strictSame(read('a: !mine 1\nb: ! 1\nc: !!timestamp 2001-01-01\n'), { a: '1', b: '1', c: '2001-01-01' })
})

t.test('decodes !!binary', async (t) => {
  t.strictSame(read('a: !!binary |\n  aGVs\n  bG8=\n'), { a: 'hello' })
  t.throws(() => read('a: !!binary "?"\n'), { message: 'expected base64 after !!binary, but came ?' })
})

t.test('says what a tag expects where the value is something else', async (t) => {
  t.throws(() => read('a: !!int 1.0\n'), { message: 'expected a value for the tag !!int, but came 1.0', offset: 9 })
  t.throws(() => read('a: !!bool 1\n'), { message: 'expected a value for the tag !!bool, but came 1' })
  t.throws(() => read('a: !!float .inf\n'), { message: 'expected a value for the tag !!float, but came .inf' })
  t.throws(() => read('a: !!int\n'), { message: 'expected a value for the tag !!int, but came nothing' })
  t.throws(() => read('a: .nan\n'), { message: 'expected a number that JSON has, but came .nan' })
})

t.test('makes text of keys, as kubectl does', async (t) => {
  t.strictSame(keys('yes: 1\n'), ['true'])
  t.strictSame(keys('0o10: 1\n'), ['8'])
  t.strictSame(keys('"0o10": 1\n'), ['0o10'])
  t.strictSame(keys('9007199254740993: 1\n'), ['9007199254740993'])
  t.strictSame(keys('1.50: 1\n'), ['1.5'])
  t.strictSame(keys('1e10: 1\n'), ['1e+10'])
  t.strictSame(keys('1234567.5: 1\n'), ['1.2345675e+06'])
  t.strictSame(keys('0.00001: 1\n'), ['1e-05'])
  t.strictSame(keys('3.14159274: 1\n'), ['3.1415927'])
  t.strictSame(keys('16777217.5: 1\n'), ['1.6777218e+07'])
  t.strictSame(keys('13.0906515: 1\n'), ['13.0906515'])
})

t.test('refuses keys that JSON cannot have', async (t) => {
  t.throws(() => read('~: 1\n'), { message: 'expected a key, but came ~' })
  t.throws(() => read('? [a]\n: 1\n'), { message: 'expected a word as the key, but came a map or a list', offset: 2 })
})

function keys(text: string): readonly string[] {
  return Object.keys(read(text) as object)
}

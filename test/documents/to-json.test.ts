import t from 'tap'
import { read } from './read.ts'

t.test('reads maps, lists and scalars', async (t) => {
  t.strictSame(read('a: [1, x, null, {b: true}]\nc:\n'), { a: [1, 'x', null, { b: true }], c: null })
})

t.test('reads a key without a value as null', async (t) => {
  t.strictSame(read('? a\n'), { a: null })
})

t.test('reads __proto__ as a key like any other', async (t) => {
  const value = read('__proto__: {a: 1}\n')

  t.ok(Object.hasOwn(value as object, '__proto__'))
  t.equal(Object.getPrototypeOf(value), Object.prototype)
})

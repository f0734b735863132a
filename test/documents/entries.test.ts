import t from 'tap'
import { read } from './read.ts'

t.test('merges maps in: keys after << win over it, and it wins over those before', async (t) => {
  t.strictSame(read('x: &x {a: 1, b: 1}\nm: {<<: *x, b: 2}\no: {b: 2, <<: *x}\n'), {
    x: { a: 1, b: 1 },
    m: { a: 1, b: 2 },
    o: { a: 1, b: 1 },
  })
})

t.test('merges a list of maps: the first wins', async (t) => {
  t.strictSame(read('<<: [{a: 1}, {a: 2, b: 2}]\n'), { a: 1, b: 2 })
})

t.test('merges by the tag !!merge, and not where << is quoted or text by its tag', async (t) => {
  t.strictSame(read('!!merge <<: {a: 1}\n'), { a: 1 })
  t.strictSame(read('"<<": {a: 1}\n'), { '<<': { a: 1 } })
  t.strictSame(read('!!str <<: {a: 1}\n'), { '<<': { a: 1 } })
})

t.test('refuses to merge anything but maps', async (t) => {
  const message = 'expected a map, an alias to one or a list of them after <<, but came something else'

  t.throws(() => read('<<: 1\n'), { message, offset: 4 })
  t.throws(() => read('<<: [[a]]\n'), { message })
  t.throws(() => read('{<<}\n'), { message, offset: 0 })
})

t.test('takes the last of two pairs with the same key', async (t) => {
  t.strictSame(read('a: 1\n"a": 2\n'), { a: 2 })
})

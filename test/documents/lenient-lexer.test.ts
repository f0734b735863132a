import t from 'tap'
import { read } from './read.ts'

t.test('lets the lines of a quoted text begin anywhere', async (t) => {
  const text = 'spec:\n    args: ["\n  echo a &&\n    echo b\n    "]\n    next: 1\n'

  t.strictSame(read(text), { spec: { args: [' echo a && echo b '], next: 1 } })
})

t.test('lets the lines within brackets begin anywhere', async (t) => {
  t.strictSame(read('a:\n  b: [\n1,\n2\n]\n  c: {\nd: 1\n  }\n'), { a: { b: [1, 2], c: { d: 1 } } })
})

t.test('still ends a quoted text at the next document', async (t) => {
  t.throws(() => read('a: "x\n...\ny"\n'), { name: 'YamlFault' })
})

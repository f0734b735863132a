import t from 'tap'
import { parseAnnotation } from '../../src/documents/parse-annotation.ts'

t.test('reads YAML and JSON', async (t) => {
  const values: readonly (readonly [string, unknown])[] = [
    ['3', 3],
    ['true', true],
    ['"3"', '3'],
    ['busybox:1.36', 'busybox:1.36'],
    ['{mountPath: /x}', { mountPath: '/x' }],
    ['{"a": [1]}', { a: [1] }],
    ['null', null],
    ['', null],
  ]

  for (const [text, value] of values) t.strictSame(parseAnnotation(text), { value }, text)
})

t.test('says what is wrong, and in which line where there are several', async (t) => {
  t.match(parseAnnotation('{'), { fault: /^expected/u })
  t.match(parseAnnotation('a: 1\nb: *c'), { fault: /^line 2: expected an anchor/u })
})

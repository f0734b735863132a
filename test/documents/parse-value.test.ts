import t from 'tap'
import { parseValue } from '../../src/documents/parse-value.ts'

t.test('reads the one value of a file', async (t) => {
  t.strictSame(parseValue('\ufeff# head\r\na:\r\n  b: 0o10\r\n'), { value: { a: { b: 8 } } })
  t.strictSame(parseValue(''), { value: null })
})

t.test('says where a file is at fault', async (t) => {
  t.strictSame(parseValue('a: 1\nb: [\n'), {
    faults: [
      {
        document: 1,
        line: 3,
        column: 1,
        message:
          'expected YAML, but came the end of the text: Flow sequence in block collection must be sufficiently indented and end with a ]',
      },
    ],
  })
  t.strictSame(parseValue('a: 1\n---\nb: 2\n'), {
    faults: [{ document: 2, line: 3, column: 1, message: 'expected one document, but came another' }],
  })
  t.strictSame(parseValue('a: 1\nb: 1\na: 1\n'), {
    faults: [{ document: 1, line: 3, column: 1, message: 'expected each key once, but a came again' }],
  })
})

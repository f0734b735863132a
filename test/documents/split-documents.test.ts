import t from 'tap'
import { splitDocuments } from '../../src/documents/split-documents.ts'

t.test('splits at lines that begin with ---', async (t) => {
  t.strictSame(splitDocuments('a: 1\n--- # two\nb: |\n  ---\n  c\n---\t\nd: 1'), [
    { separator: '', text: 'a: 1\n', line: 0, number: 1 },
    { separator: '--- # two\n', text: 'b: |\n  ---\n  c\n', line: 2, number: 2 },
    { separator: '---\t\n', text: 'd: 1\n', line: 6, number: 3 },
  ])
})

t.test('leaves a value beside its separator in the text', async (t) => {
  t.strictSame(splitDocuments('--- {a: 1}\n--- !!map\nb: 2\n'), [
    { separator: '', text: '--- {a: 1}\n', line: 0, number: 1 },
    { separator: '', text: '--- !!map\nb: 2\n', line: 1, number: 2 },
  ])
})

t.test('leaves empty documents out, and does not count them', async (t) => {
  t.strictSame(splitDocuments('---\n\n---\na: 1\n---\n---\n  \n---\nb: 1\n---\n'), [
    { separator: '---\n', text: 'a: 1\n', line: 3, number: 1 },
    { separator: '---\n', text: 'b: 1\n', line: 8, number: 2 },
  ])
  t.strictSame(splitDocuments(''), [])
  t.strictSame(splitDocuments('\n---\n'), [])
})

t.test('keeps comments that stand alone with the document after them, or the last', async (t) => {
  t.strictSame(splitDocuments('# licence\n---\na: 1\n---\n# about b\n---\nb: 1\n---\n# end\n'), [
    { separator: '', text: '# licence\n---\na: 1\n', line: 0, number: 1 },
    { separator: '---\n', text: '# about b\n---\nb: 1\n---\n# end\n', line: 4, number: 2 },
  ])
  t.strictSame(splitDocuments('# nothing\n'), [])
})

t.test('splits JSON objects that follow each other', async (t) => {
  t.strictSame(splitDocuments('{"a": "}{"}\n\n{"b": {"c": "\\""}}{"d": 1}\n---\n{"e": 1}\n'), [
    { separator: '', text: '{"a": "}{"}\n', line: 0, number: 1 },
    { separator: '', text: '{"b": {"c": "\\""}}\n', line: 2, number: 2 },
    { separator: '', text: '{"d": 1}\n', line: 2, number: 3 },
    { separator: '---\n', text: '{"e": 1}\n', line: 4, number: 4 },
  ])
})

t.test('leaves braces alone that are no stream of JSON', async (t) => {
  for (const text of ['{"a": 1}\n# end\n', '{a: {b: 1}\n', '{"a": 1} x\n', 'a: {b: 1}\n{c: 1}\n']) {
    t.strictSame(splitDocuments(text), [{ separator: '', text, line: 0, number: 1 }], text)
  }
})

t.test('takes no time for long streams', async (t) => {
  t.equal(splitDocuments('{"a": 1}\n'.repeat(20_000)).length, 20_000)
  t.equal(splitDocuments(`${' '.repeat(100_000)}\n`.repeat(20)).length, 0)
})

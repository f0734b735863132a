import t from 'tap'
import { splitLines, toLineChanges } from '../../src/documents/line-changes.ts'

const TEXT = 'a: 1\nb: {c: 2, d: 3}\n\ne: 4\n'

t.test('tells added lines from replaced ones', async (t) => {
  t.strictSame(toLineChanges(TEXT, [{ start: 5, end: 5, text: 'x: 1\n' }]), [
    { line: 1, removed: [], added: ['x: 1\n'] },
  ])
  t.strictSame(toLineChanges(TEXT, [{ start: 3, end: 4, text: '2' }]), [
    { line: 0, removed: ['a: 1\n'], added: ['a: 2\n'] },
  ])
  t.strictSame(toLineChanges(TEXT, [{ start: 22, end: 27, text: '' }]), [{ line: 3, removed: ['e: 4\n'], added: [] }])
  t.strictSame(toLineChanges(TEXT, [{ start: 2, end: 5, text: '\n  - 1\n' }]), [
    { line: 0, removed: ['a: 1\n'], added: ['a:\n', '  - 1\n'] },
  ])
})

t.test('brings edits together that share a line, or whose lines touch', async (t) => {
  t.strictSame(
    toLineChanges(TEXT, [
      { start: 5, end: 5, text: 'y: 1\n' },
      { start: 5, end: 5, text: 'z: 1\n' },
      { start: 9, end: 9, text: 'q, ' },
      { start: 19, end: 19, text: ', r' },
      { start: 25, end: 26, text: '5' },
    ]),
    [
      { line: 1, removed: ['b: {c: 2, d: 3}\n'], added: ['y: 1\n', 'z: 1\n', 'b: {q, c: 2, d: 3, r}\n'] },
      { line: 3, removed: ['e: 4\n'], added: ['e: 5\n'] },
    ],
  )
})

t.test('leaves lines out that come out as they were', async (t) => {
  t.strictSame(toLineChanges('- a: 1\n', [{ start: 2, end: 2, text: 'x: 1\n  ' }]), [
    { line: 0, removed: ['- a: 1\n'], added: ['- x: 1\n', '  a: 1\n'] },
  ])
  t.strictSame(toLineChanges(TEXT, [{ start: 0, end: 27, text: TEXT.replace('e: 4', 'f: 5\ne: 4') }]), [
    { line: 3, removed: [], added: ['f: 5\n'] },
  ])
})

t.test('splits a text into its lines with their breaks', async (t) => {
  t.strictSame(splitLines('a\n\nb'), ['a\n', '\n', 'b'])
  t.strictSame(splitLines(''), [])
})

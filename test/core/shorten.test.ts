import t from 'tap'
import { shorten } from '../../src/core/shorten.ts'

t.test('a text that fits stays as it is', async (t) => {
  for (const text of ['', 'a', 'abcd', '\u{1f600}\u{1f600}']) t.equal(shorten(text, 4), text)
})

t.test('a longer one is cut, and shows it', async (t) => {
  t.equal(shorten('abcde', 4), 'abc…')
})

t.test('never in the middle of a character', async (t) => {
  t.equal(shorten('ab\u{1f600}de', 4), 'ab…')
  t.equal(shorten('a\u{1f600}cde', 4), 'a\u{1f600}…')
})

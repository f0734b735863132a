import t from 'tap'
import { limitWarnings } from '../../../src/core/admission/limit-warnings.ts'

t.test('warnings that fit stay as they are', async (t) => {
  const warnings = ['one', 'x'.repeat(120), 'é'.repeat(120)]

  t.strictSame(limitWarnings(warnings), warnings)
  t.strictSame(limitWarnings([]), [])
})

t.test('a longer one is cut at 120 characters, and shows it (R11)', async (t) => {
  const [warning = ''] = limitWarnings([`${'x'.repeat(118)}yyy`])

  t.equal(warning, `${'x'.repeat(118)}y…`)
  t.equal(warning.length, 120)
})

t.test('but never within a character', async (t) => {
  t.strictSame(limitWarnings([`${'x'.repeat(118)}\u{1f600}y`]), [`${'x'.repeat(118)}…`])
})

t.test('ten are said, of more nine and how many there are beside them', async (t) => {
  t.strictSame(limitWarnings(numbered(10)), numbered(10))
  t.strictSame(limitWarnings(numbered(11)), [...numbered(9), 'and 2 more: wf-defaults explain shows them all'])
  t.strictSame(limitWarnings(numbered(100)), [...numbered(9), 'and 91 more: wf-defaults explain shows them all'])
})

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `warning ${index}`)
}

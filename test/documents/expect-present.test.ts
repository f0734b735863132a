import t from 'tap'
import { expectPresent } from '../../src/documents/expect-present.ts'

t.test('hands on what is there, however little it says', async (t) => {
  for (const value of [0, '', false, []]) t.equal(expectPresent(value), value)
})

t.test('throws for what is not there', async (t) => {
  for (const value of [null, undefined]) {
    t.throws(() => expectPresent(value), { message: 'expected a value that is always there, but there is none' })
  }
})

import t from 'tap'
import { parse } from 'yaml'
import { loadCounterexamples, writeCounterexample } from '../helpers/counterexamples.ts'
import { decideUnder } from '../helpers/decided.ts'
import { copy } from '../helpers/strict-patch.ts'
import { findChangedUserValues } from '../helpers/user-values.ts'

for (const { file, settings, object, left } of loadCounterexamples())
  t.test(`${file}: what harmed it is left out`, async (t) => {
    const { reasons, after } = decideUnder(settings, object)

    t.match(reasons, left)
    t.strictSame(findChangedUserValues(copy(object), after), [], 'keeps what the user wrote')
    t.strictSame(decideUnder(settings, after).verdict.patch, [], 'changes nothing the second time')
  })

t.test('a new one is written as those files are', async (t) => {
  const found = { defaults: { priority: 1 }, object: { kind: 'Workflow', spec: {} }, harm: 'refused' }

  t.strictSame(parse(writeCounterexample(found)), { ...found, left: {} })
})

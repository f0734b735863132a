import t from 'tap'
import { findDuplicates } from '../../src/documents/find-duplicates.ts'
import { parseYaml } from '../../src/documents/parse-yaml.ts'

t.test('finds keys that stand twice in one map', async (t) => {
  t.strictSame(findDuplicates(parseYaml('a: {b: 1, "b": 2}\nc: [{d: 1}, {d: 1}]\na: 1\n')), [
    { key: 'a', offset: 38 },
    { key: 'b', offset: 10 },
  ])
})

t.test('does not count what is merged in', async (t) => {
  t.strictSame(findDuplicates(parseYaml('a: &x {b: 1}\nc: {<<: *x, <<: {b: 2}, b: 3}\n')), [])
})

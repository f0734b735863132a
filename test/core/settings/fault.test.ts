import t from 'tap'
import { createFault, describe, formatPath } from '../../../src/core/settings/fault.ts'

t.test('writes a path with dots between names and the index of an item in brackets', async (t) => {
  t.equal(
    formatPath(['defaults', 'tmpDirectories', 'my-Cache_1', 'sizeMb']),
    'defaults.tmpDirectories.my-Cache_1.sizeMb',
  )
  t.equal(formatPath(['defaults', 'extraTolerations', 0, 'key']), 'defaults.extraTolerations[0].key')
  t.equal(formatPath([]), '')
})

t.test('puts a key with odd characters in brackets', async (t) => {
  t.equal(formatPath(['nodeRequirements', 'kubernetes.io/arch', 1]), 'nodeRequirements[kubernetes.io/arch][1]')
  t.equal(formatPath(['a', 'b\n"c']), 'a[b\\n\\"c]', 'on one line')
  t.equal(formatPath(['a', '']), 'a[]')
})

t.test('shortens keys and values', async (t) => {
  t.equal(formatPath(['a', 'b'.repeat(1000)]).length, 62)
  t.equal(describe('x'.repeat(1000)).length, 62)
})

t.test('describes what came', async (t) => {
  t.equal(describe('a"\n'), String.raw`"a\"\n"`)
  t.equal(describe(1.5), '1.5')
  t.equal(describe(false), 'false')
  t.equal(describe(10n), '10')
  t.equal(describe(null), 'null')
  t.equal(describe([1]), 'a list')
  t.equal(describe({ a: 1 }), 'a map')
  t.equal(describe(new Date(0)), 'a timestamp')
  t.equal(describe(Symbol('s')), 'a symbol')
})

t.test('makes a fault of a place and a message', async (t) => {
  t.strictSame(createFault(['defaults', 'uid'], 'expected a number'), {
    path: 'defaults.uid',
    message: 'expected a number',
  })
})

import t from 'tap'
import { createBatch } from '../../../src/core/defaults/batch.ts'
import { createDefault } from '../../../src/core/defaults/default.ts'

const BUILT_IN = { layer: 'built-in' } as const

t.test('holds what the settings yield, in its order, and knows it as fields of an object', async (t) => {
  const a = createDefault('priority', BUILT_IN, 5)
  const b = createDefault('dnsPolicy', BUILT_IN, 'Default')

  const batch = createBatch(
    [
      ['a"b', a],
      ['none', undefined],
      ['c', b],
    ],
    true,
  )

  t.match(batch, { isEntry: true, isTagged: false, text: '"a\\"b":5,"c":"Default"' })
  t.strictSame(batch?.fields, [
    ['a"b', a],
    ['c', b],
  ])
})

t.test('knows of a tag in one of its values', async (t) => {
  const tagged = createDefault('extraLabels', BUILT_IN, '{{workflow.name}}')

  t.ok(createBatch([['a', tagged]], true)?.isTagged)
})

t.test('is nothing where the settings yield nothing', async (t) => {
  t.equal(createBatch([], false), undefined)
  t.equal(createBatch([['a', undefined]], false), undefined)
})

import t from 'tap'
import { findNearest } from '../../../src/core/settings/nearest.ts'

const KNOWN = ['sizeMb', 'sizeGb', 'mountPath', 'nodeLocal', 'uid']

t.test('finds the name that was meant', async (t) => {
  t.equal(findNearest('mountpath', KNOWN), 'mountPath', 'in another case')
  t.equal(findNearest('mountPth', KNOWN), 'mountPath', 'with a letter too few')
  t.equal(findNearest('ui', KNOWN), 'uid', 'with a letter too few for half of it')
  t.equal(findNearest('mountPathh', KNOWN), 'mountPath', 'with a letter too many')
  t.equal(findNearest('nodeLokal', KNOWN), 'nodeLocal', 'with another letter')
  t.equal(findNearest('mount_path', KNOWN), 'mountPath', 'in snake_case')
  t.equal(findNearest('sizeMb', KNOWN), 'sizeMb', 'spelled right')
})

t.test('prefers the nearest of several', async (t) => {
  t.equal(findNearest('sizeGB', KNOWN), 'sizeGb')
})

t.test('finds nothing where the word is another one', async (t) => {
  for (const name of ['', 'u', 'cpu', 'storage', 'x'.repeat(1_000_000)]) t.equal(findNearest(name, KNOWN), undefined)
})

import t from 'tap'
import { findSpreads, identify, isSpread, nameOf } from '../../src/core/spread.ts'

const NAME = 'panfactum.com/defaults'

t.test('a spread entry is known by what tells the items of its list apart (R3.6)', async (t) => {
  for (const item of [{ name: NAME }, { key: NAME }, { name: NAME, mountPath: '' }]) t.ok(isSpread(item))
  for (const item of [null, NAME, {}, { name: 'a' }, [NAME]]) t.notOk(isSpread(item))
})

t.test('finds all of a list, in the lists that can have one', async (t) => {
  const list = [{ name: NAME }, { name: 'a' }, { key: NAME }]

  for (const field of ['env', 'volumes', 'volumeMounts', 'tolerations']) t.strictSame(findSpreads(field, list), [0, 2])
  for (const field of ['args', 'constructor']) t.strictSame(findSpreads(field, list), [])
  t.strictSame(findSpreads('env', { name: NAME }), [])
})

t.test('tells items apart', async (t) => {
  t.equal(nameOf('env', { name: 'A' }), 'A')
  t.equal(nameOf('tolerations', { key: 'a', effect: 'NoExecute' }), 'a:NoExecute')
  t.equal(nameOf('tolerations', { operator: 'Exists' }), '')
  t.equal(nameOf('volumeMounts', { name: 'a', mountPath: '/x/' }), '/x/')
  t.equal(nameOf('volumes', null), '')
  t.equal(nameOf('other', { name: 'a' }), '')
  t.equal(identify('volumeMounts', { mountPath: '/x//y/' }), '/x/y')
  t.equal(identify('volumes', { name: 'a' }), 'a')
})

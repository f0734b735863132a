import t from 'tap'
import type { ListItem } from '../../../src/core/defaults/default.ts'
import { createDefault, joinItems } from '../../../src/core/defaults/default.ts'
import type { OfferedItems } from '../../../src/core/defaults/items.ts'
import { isInForce, offerItems } from '../../../src/core/defaults/items.ts'
import { keyOf } from '../../../src/core/key-of.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { Subject } from '../../../src/core/subject.ts'
import { clusterWhere } from '../../helpers/clusters.ts'
import { workflow } from '../../helpers/objects.ts'

t.test('offers a list as a whole where no item does harm', async (t) => {
  const { offered, said } = offer({})

  t.strictSame(said, ['list injected/absent'])
  t.strictSame(offered.value?.value, [{ name: 'a' }, { name: 'b' }])
  t.equal(offered.items.length, 2)
})

t.test('leaves out the items that do, and says why of each', async (t) => {
  const { offered, said } = offer({}, ['a'])

  t.strictSame(said, ['list injected/absent', 'list[a] skipped/name-taken'])
  t.strictSame(offered.value?.value, [{ name: 'b' }])
  t.strictSame(
    offered.items.map(({ name }) => name),
    ['b'],
  )
})

t.test('says it of all where all do', async (t) => {
  const { offered, said } = offer({}, ['a', 'b'])

  t.strictSame(said, ['list[a] skipped/name-taken', 'list[b] skipped/name-taken'])
  t.equal(offered.ruling, undefined)
  t.strictSame(offered.items, [])
})

t.test('says nothing of items where the list is kept', async (t) => {
  t.strictSame(offer({ list: [] }, ['a']).said, ['list kept/user-set'])
  t.strictSame(offer({ list: [{ name: 'b' }] }, ['a']).said, ['list kept/equals-default'])
})

t.test('what was injected is in force, and what equals the default', async (t) => {
  t.ok(isInForce(offer({}).offered.ruling))
  t.ok(isInForce(offer({ list: [{ name: 'a' }, { name: 'b' }] }).offered.ruling))
})

t.test("and neither what is the user's, nor what was not offered", async (t) => {
  t.notOk(isInForce(offer({ list: [] }).offered.ruling))
  t.notOk(isInForce(offer({}, ['a', 'b']).offered.ruling))
  t.notOk(isInForce(undefined))
})

/** Offers the items a and b to a list of the spec. */
function offer(
  spec: JsonObject,
  harmful: readonly string[] = [],
): { readonly offered: OfferedItems<ListItem>; readonly said: readonly string[] } {
  const subject = new Subject({ ...workflow(spec) }, 'Workflow', 'demo', clusterWhere('present'))
  const list = joinItems(
    ['a', 'b'].map((name) => ({ ...createDefault('commonEnv', { layer: 'file' }, { name }), name })),
  )
  if (list === undefined) throw new Error('the test has no list')

  const offered = offerItems(subject, {
    place: subject.spec,
    field: 'list',
    list,
    findHarm: ({ name }) => (harmful.includes(name) ? { reason: 'name-taken', detail: name } : undefined),
  })
  return { offered, said: subject.decisions.map((made) => `${keyOf(made)} ${made.decision}/${made.reason}`) }
}

import t from 'tap'
import { findOurs, findStrays, isOurs } from '../../src/core/annotations.ts'

const UID = 'settings.workflows.panfactum.com/uid'
const SKIP = 'workflows.panfactum.com/skip'

t.test('a setting, a profile and the keys to skip are for wf-defaults', async (t) => {
  for (const name of [UID, 'workflows.panfactum.com/profile', SKIP]) t.ok(isOurs(name), name)
  for (const name of ['note', 'workflows.panfactum.com/defaults', 'x/settings.workflows.panfactum.com/uid'])
    t.notOk(isOurs(name), name)
})

t.test('finds those of an object', async (t) => {
  t.strictSame(findOurs({ metadata: { annotations: { [UID]: '5', note: 'a', [SKIP]: 'affinity' } } }), {
    [UID]: '5',
    [SKIP]: 'affinity',
  })
})

t.test('mostly there are none', async (t) => {
  for (const object of [null, {}, { metadata: null }, { metadata: { annotations: null } }])
    t.equal(findOurs(object), undefined)
  for (const annotations of [{}, { note: 'a' }, 'text', []])
    t.equal(findOurs({ metadata: { annotations } }), undefined, JSON.stringify(annotations))
})

t.test('finds what was probably meant for wf-defaults', async (t) => {
  const annotations = {
    [UID]: '5',
    'workflows.panfactum.com/skp': 'a',
    'setting.workflows.panfactum.com/uid': '5',
    note: '',
  }

  t.strictSame(findStrays({ metadata: { annotations } }), [
    'workflows.panfactum.com/skp',
    'setting.workflows.panfactum.com/uid',
  ])
  t.strictSame(findStrays({}), [])
})

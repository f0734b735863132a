import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

t.test('limits the Pods of a Workflow that run at once', async (t) => {
  const { find, patch } = decideWith({ podParallelism: 3 }, workflow())

  t.match(find('parallelism'), { setting: 'podParallelism', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(patch, [{ op: 'add', path: '/spec/parallelism', value: 3 }])
})

t.test('but not by itself', async (t) => {
  t.equal(decideUnder(settingsOf({}), workflow()).find('parallelism'), undefined)
})

t.test("keeps the user's limit", async (t) => {
  t.strictSame(decideWith({ podParallelism: 3 }, workflow({ parallelism: 9, templates: [] })).reasons, {
    parallelism: 'kept/user-set',
  })
})

t.test('not where a daemon would count against it to the end (H9.6)', async (t) => {
  const templates = [
    { name: 'cli', container: {} },
    { name: 'db', daemon: true, container: {} },
  ]

  const { find, patch } = decideWith({ podParallelism: 3 }, workflow({ templates }))

  t.match(find('parallelism'), { decision: 'skipped', reason: 'daemon' })
  t.match(find('parallelism')?.message, 'templates[db]')
  t.strictSame(patch, [])
})

t.test('nor where templateDefaults make daemons of templates', async (t) => {
  const templateDefaults = { daemon: true }
  const templates = [
    { name: 'cli', daemon: false, container: {} },
    { name: 'db', container: {} },
  ]

  const { find } = decideWith({ podParallelism: 3 }, workflow({ templateDefaults, templates }))

  t.match(find('parallelism'), { decision: 'skipped', reason: 'daemon' })
  t.match(find('parallelism')?.message, 'templates[db]')
})

t.test('nor where they may make one of a template that lies in another object', async (t) => {
  const tasks = [{ name: 'db', templateRef: { name: 'lib', template: 'db' } }]
  const templates = [{ name: 'main', dag: { tasks } }]

  const { find } = decideWith({ podParallelism: 3 }, workflow({ templateDefaults: { daemon: true }, templates }))

  t.match(find('parallelism')?.message, 'templates[main].dag.tasks[db]')
  t.strictSame(decideWith({ podParallelism: 3 }, workflow({ templates })).reasons, { parallelism: 'injected/absent' })
})

t.test('a template that says otherwise is none', async (t) => {
  const templates = [{ name: 'cli', daemon: false, container: {} }]

  const { reasons } = decideWith({ podParallelism: 3 }, workflow({ templateDefaults: { daemon: true }, templates }))

  t.strictSame(reasons, { parallelism: 'injected/absent' })
})

t.test('one that is no daemon after all does not', async (t) => {
  const templates = [{ name: 'db', daemon: false, container: {} }]

  t.strictSame(decideWith({ podParallelism: 3 }, workflow({ templates })).reasons, { parallelism: 'injected/absent' })
})

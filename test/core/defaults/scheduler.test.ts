import t from 'tap'
import { decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'

t.test('sends Pods to the scheduler of the Panfactum stack', async (t) => {
  const { find, patch } = decideWith({ panfactumSchedulerEnabled: true }, workflow())

  t.match(find('schedulerName'), {
    setting: 'panfactumSchedulerEnabled',
    decision: 'injected',
    source: { layer: 'file' },
  })
  t.strictSame(patch, [{ op: 'add', path: '/spec/schedulerName', value: 'panfactum' }])
})

t.test("or to Kubernetes' own", async (t) => {
  t.match(decideWith({ panfactumSchedulerEnabled: false }, workflow()).find('schedulerName'), {
    value: 'default-scheduler',
  })
})

t.test('or has nothing to say', async (t) => {
  t.strictSame(decideWith({}, workflow()).decisions, [])
})

t.test("keeps the user's", async (t) => {
  t.strictSame(
    decideWith({ panfactumSchedulerEnabled: true }, workflow({ schedulerName: 'mine', templates: [] })).reasons,
    {
      schedulerName: 'kept/user-set',
    },
  )
})

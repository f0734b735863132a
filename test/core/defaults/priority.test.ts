import t from 'tap'
import { clusterWhere } from '../../helpers/clusters.ts'
import { decideWith } from '../../helpers/decided.ts'
import { clusterWorkflowTemplate, workflow } from '../../helpers/objects.ts'

t.test('gives a Workflow its priority, and its Pods their PriorityClass', async (t) => {
  const { find, patch } = decideWith({ priority: 0, priorityClassName: 'high' }, workflow())

  t.match(find('priority'), { setting: 'priority', path: '/spec/priority', value: 0, source: { layer: 'file' } })
  t.match(find('podPriorityClassName'), {
    setting: 'priorityClassName',
    path: '/spec/podPriorityClassName',
    value: 'high',
  })
  t.strictSame(patch, [
    { op: 'add', path: '/spec/priority', value: 0 },
    { op: 'add', path: '/spec/podPriorityClassName', value: 'high' },
  ])
})

t.test("keeps the user's", async (t) => {
  const object = workflow({ priority: 0, podPriorityClassName: 'low', templates: [] })

  t.strictSame(decideWith({ priority: 5, priorityClassName: 'high' }, object).reasons, {
    priority: 'kept/user-set',
    podPriorityClassName: 'kept/user-set',
  })
})

t.test('has nothing to say where the settings are turned off', async (t) => {
  t.strictSame(decideWith({}, workflow()).decisions, [])
})

t.test('names the PriorityClass of a cluster-scoped template too, for it lies in no namespace', async (t) => {
  const { reasons } = decideWith({ priorityClassName: 'high' }, clusterWorkflowTemplate(), {
    request: { namespace: '' },
  })

  t.strictSame(reasons, { podPriorityClassName: 'injected/absent' })
})

t.test('a missing PriorityClass leaves the priority alone', async (t) => {
  const { reasons } = decideWith({ priority: 5, priorityClassName: 'high' }, workflow(), {
    cluster: clusterWhere('absent'),
  })

  t.strictSame(reasons, { priority: 'injected/absent', podPriorityClassName: 'skipped/reference-absent' })
})

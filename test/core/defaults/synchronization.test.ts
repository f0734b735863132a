import t from 'tap'
import { clusterWhere } from '../../helpers/clusters.ts'
import { decideWith } from '../../helpers/decided.ts'
import { clusterWorkflowTemplate, workflow, workflowTemplate } from '../../helpers/objects.ts'

const MAKER = { name: 'make', resource: { action: 'create', manifest: 'kind: Workflow' } }

t.test('one Workflow of a workload at a time is a mutex (D10)', async (t) => {
  const { find, patch } = decideWith({ workflowParallelism: 1 }, workflow())

  t.match(find('synchronization'), { setting: 'workflowParallelism', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(patch, [{ op: 'add', path: '/spec/synchronization', value: { mutexes: [{ name: 'job' }] } }])
})

t.test('more are a semaphore, which takes its limit from a ConfigMap (R10)', async (t) => {
  const { patch } = decideWith({ workflowParallelism: 3 }, workflowTemplate())

  const value = { semaphores: [{ configMapKeyRef: { name: 'workflow-parallelism', key: 'lib' } }] }
  t.strictSame(patch, [{ op: 'add', path: '/spec/synchronization', value }])
})

t.test('null is none', async (t) => {
  t.strictSame(decideWith({}, workflow()).decisions, [])
})

t.test("keeps the user's locks whole, the older forms included (H9.1, H9.3)", async (t) => {
  for (const synchronization of [{}, { mutex: { name: 'a' } }, { semaphores: [] }])
    t.strictSame(decideWith({ workflowParallelism: 1 }, workflow({ synchronization, templates: [] })).reasons, {
      synchronization: 'kept/user-set',
    })
})

t.test('gives no lock to a Workflow that a Workflow made: that may hold it while it waits (H9.4)', async (t) => {
  const ownerReferences = [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', name: 'parent' }]

  for (const workflowParallelism of [1, 3])
    t.strictSame(decideWith({ workflowParallelism }, workflow(undefined, { name: 'a', ownerReferences })).reasons, {
      synchronization: 'skipped/child-of-workflow',
    })
})

t.test('nor to one that makes Workflows', async (t) => {
  for (const workflowParallelism of [1, 3]) {
    const { find } = decideWith({ workflowParallelism }, workflow({ templates: [MAKER] }))

    t.match(find('synchronization'), { decision: 'skipped', reason: 'makes-workflows' })
    t.match(find('synchronization')?.message, 'templates[make]')
  }
})

t.test('nor where a template takes the same lock', async (t) => {
  const mutex = { name: 'a', synchronization: { mutexes: [{ name: 'job' }] }, container: { image: 'i' } }
  const configMapKeyRef = { name: 'workflow-parallelism', key: 'job' }
  const semaphore = { name: 'a', synchronization: { semaphore: { configMapKeyRef } }, suspend: {} }

  t.strictSame(decideWith({ workflowParallelism: 1 }, workflow({ templates: [mutex] })).reasons, {
    synchronization: 'skipped/same-lock',
  })
  t.strictSame(decideWith({ workflowParallelism: 3 }, workflow({ templates: [semaphore] })).reasons, {
    synchronization: 'skipped/same-lock',
  })
})

t.test('a lock of another kind is another lock', async (t) => {
  const mutex = { name: 'a', synchronization: { mutexes: [{ name: 'job' }] }, container: { image: 'i' } }

  t.strictSame(decideWith({ workflowParallelism: 3 }, workflow({ templates: [mutex] })).reasons, {
    synchronization: 'injected/absent',
  })
})

t.test('a cluster-scoped template may have a mutex, and no semaphore (H2.5)', async (t) => {
  const request = { namespace: '' }

  t.strictSame(decideWith({ workflowParallelism: 1 }, clusterWorkflowTemplate(), { request }).reasons, {
    synchronization: 'injected/absent',
  })
  t.strictSame(decideWith({ workflowParallelism: 3 }, clusterWorkflowTemplate(), { request }).reasons, {
    synchronization: 'skipped/namespaced-reference',
  })
})

t.test('a mutex needs no ConfigMap', async (t) => {
  const { reasons } = decideWith({ workflowParallelism: 1 }, workflow(), { cluster: clusterWhere('absent') })

  t.strictSame(reasons, { synchronization: 'injected/absent' })
})

t.test('injects nothing into what has no name, and says so', async (t) => {
  for (const workflowParallelism of [1, 3]) {
    const { reasons, patch } = decideWith({ workflowParallelism }, workflow(undefined, {}))

    t.strictSame(reasons, { synchronization: 'skipped/no-workload-name' })
    t.strictSame(patch, [])
  }
})

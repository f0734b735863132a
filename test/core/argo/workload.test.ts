import t from 'tap'
import type { Kind } from '../../../src/core/argo/kinds.ts'
import { workloadOf } from '../../../src/core/argo/workload.ts'
import { fnv1a } from '../../../src/core/hash.ts'
import type { Json } from '../../../src/core/json.ts'

function workload(metadata: Json, kind: Kind = 'Workflow'): string | undefined {
  return workloadOf({ metadata }, kind)
}

t.test('of a template it is its name', async (t) => {
  for (const kind of ['WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow'] as const)
    t.equal(workload({ name: 'lib', generateName: 'other-' }, kind), 'lib', kind)
})

t.test('of a Workflow it is the generateName without its trailing dash', async (t) => {
  t.equal(workload({ generateName: 'build-' }), 'build')
  t.equal(workload({ generateName: 'build-all-', name: 'build-all-x7k2p' }), 'build-all', 'a copied one has both')
})

t.test('nothing that cannot end a label stays at the end of the generateName', async (t) => {
  for (const generateName of ['build', 'build--', 'build.', 'build-.-']) t.equal(workload({ generateName }), 'build')
})

t.test('of a Workflow without a generateName it is the name', async (t) => {
  t.equal(workload({ name: 'one-off' }), 'one-off')
  t.equal(workload({ name: 'one-off', generateName: '' }), 'one-off')
  t.equal(workload({ name: 'one-off', generateName: '-' }), 'one-off')
})

t.test('of a child of a CronWorkflow it is the name of that, since its own is new each time', async (t) => {
  const labels = { 'workflows.argoproj.io/cron-workflow': 'nightly' }

  t.equal(workload({ name: 'nightly-1700000000', labels }), 'nightly')
  t.equal(workload({ generateName: 'nightly-', labels }), 'nightly')
  t.equal(workload({ name: 'lib', labels }, 'WorkflowTemplate'), 'lib', 'a template is no child')
})

t.test('a name of up to 63 characters stays whole', async (t) => {
  const name = 'a'.repeat(63)

  t.equal(workload({ name }), name)
})

t.test('of a longer one 54 characters stay, a dash, and the hash of it all', async (t) => {
  const name = `${'a'.repeat(54)}-and-more-of-it`

  t.equal(workload({ name }), `${'a'.repeat(54)}-${fnv1a(name)}`)
  t.equal(workload({ name })?.length, 63)
  t.not(workload({ name }), workload({ name: `${name}2` }), 'longer ones differ')
})

t.test('there is none where no name can be in a label', async (t) => {
  for (const metadata of [null, {}, { name: '' }, { generateName: '-' }, { name: '-a' }, { name: 'a b' }, { name: 7 }])
    t.equal(workload(metadata), undefined, JSON.stringify(metadata))
})

import t from 'tap'
import { isOurs } from '../../../src/core/annotations.ts'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { cronWorkflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const ANNOTATIONS = {
  'settings.workflows.panfactum.com/uid': '5',
  'workflows.panfactum.com/profile': 'generic',
  'workflows.panfactum.com/skip': 'tolerations',
}

t.test('passes on what it says to wf-defaults, so that its Workflows hear it too (R6.5)', async (t) => {
  const { find, patch } = decideWith({}, cronWorkflow(undefined, { annotations: { ...ANNOTATIONS, note: 'a' } }))

  t.strictSame(find('workflowMetadata.annotations[workflows.panfactum.com/profile]'), {
    setting: 'workflows.panfactum.com/profile',
    key: 'workflowMetadata.annotations[workflows.panfactum.com/profile]',
    path: '/spec/workflowMetadata/annotations/workflows.panfactum.com~1profile',
    decision: 'injected',
    reason: 'absent',
    message: 'not set; the default is generic',
    value: 'generic',
    source: { layer: 'object' },
  })
  t.strictSame(patch, [{ op: 'add', path: '/spec/workflowMetadata', value: { annotations: ANNOTATIONS } }])
})

t.test('keeps what it says to its Workflows alone', async (t) => {
  const object = cronWorkflow(undefined, { annotations: ANNOTATIONS })
  const workflowMetadata = { annotations: { 'workflows.panfactum.com/skip': 'affinity' } }

  const { reasons } = decideWith({}, { ...object, spec: { workflowSpec: { templates: [] }, workflowMetadata } })

  t.equal(reasons['workflowMetadata.annotations[workflows.panfactum.com/skip]'], 'kept/user-set')
  t.equal(reasons['workflowMetadata.annotations[workflows.panfactum.com/profile]'], 'injected/absent')
})

t.test('passes on nothing where it says nothing, or no text', async (t) => {
  const odd = { 'workflows.panfactum.com/skip': null, 'settings.workflows.panfactum.com/uid': 5 }

  for (const annotations of [{}, null, 'text', { note: 'a' }, odd])
    t.strictSame(decideWith({}, cronWorkflow(undefined, { annotations })).patch, [], JSON.stringify(annotations))
  t.strictSame(decideWith({}, cronWorkflow()).patch, [])
})

t.test('gets only what is checked before its Workflows come by themselves (R6.5)', async (t) => {
  const settings = { passthroughParameters: [{ name: 'stage', default: 'prod' }] }
  const templates = [
    { name: 'main', container: {} },
    { name: 'get', resource: { action: 'get' } },
  ]

  const { reasons, find } = decideUnder(settingsOf(settings), cronWorkflow({ templates }))

  t.strictSame(reasons, {
    'arguments.parameters[stage]': 'injected/absent',
    'templates[main].inputs.parameters[stage]': 'injected/absent',
    'templates[get].inputs.parameters[stage]': 'injected/absent',
    'templates[main].container.image': 'injected/absent',
  })
  t.match(find('arguments.parameters[stage]'), {
    path: '/spec/workflowSpec/arguments/parameters/-',
    value: { name: 'stage', value: 'prod' },
  })
})

t.test('knows the annotations that speak to wf-defaults', async (t) => {
  for (const name of Object.keys(ANNOTATIONS)) t.ok(isOurs(name), name)
  for (const name of [
    'workflows.panfactum.com/defaults',
    'workflows.panfactum.com/skipped',
    'x/workflows.panfactum.com/skip',
  ])
    t.notOk(isOurs(name), name)
})

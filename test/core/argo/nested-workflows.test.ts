import t from 'tap'
import { findMakerOfWorkflows, isMadeByWorkflow } from '../../../src/core/argo/nested-workflows.ts'
import type { Json } from '../../../src/core/json.ts'
import { partsOf } from '../../helpers/spec-parts.ts'

const WORKFLOW = 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: child-}'

function findMaker(resource: Json): string | undefined {
  return findMakerOfWorkflows(partsOf({ templates: [{ name: 'make', resource }] }).templates)?.name
}

t.test('a Workflow whose owner is a Workflow was made by it', async (t) => {
  const owner = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', name: 'parent' }

  t.ok(isMadeByWorkflow({ metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod' }, owner] } }))
})

t.test('any other owner did not make it so', async (t) => {
  for (const owner of [
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'CronWorkflow' },
    { apiVersion: 'example.com/v1', kind: 'Workflow' },
    null,
    'Workflow',
  ])
    t.notOk(isMadeByWorkflow({ metadata: { ownerReferences: [owner] } }), JSON.stringify(owner))
  for (const metadata of [null, {}, { ownerReferences: null }, { ownerReferences: {} }])
    t.notOk(isMadeByWorkflow({ metadata }), JSON.stringify(metadata))
})

t.test('a resource template that makes Workflows is found, whatever its manifest is written in', async (t) => {
  for (const manifest of [
    WORKFLOW,
    WORKFLOW.replace('Workflow', 'CronWorkflow'),
    WORKFLOW.replace('Workflow', '"Workflow"'),
    '{"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow"}',
    "{apiVersion: argoproj.io/v1alpha1, 'kind' : 'Workflow'}",
  ])
    t.equal(findMaker({ action: 'create', manifest }), 'make', manifest)
})

t.test('every action that makes objects counts, and no other', async (t) => {
  for (const action of ['create', 'apply', 'replace'])
    t.equal(findMaker({ action, manifest: WORKFLOW }), 'make', action)
  for (const action of ['get', 'delete', 'patch', '', null])
    t.equal(findMaker({ action, manifest: WORKFLOW }), undefined, String(action))
})

t.test('a manifest that cannot be seen through may make Workflows', async (t) => {
  for (const manifest of [
    '{{inputs.parameters.manifest}}',
    'kind: "{{inputs.parameters.kind}}"',
    'kind: {{workflow.name}}',
  ])
    t.equal(findMaker({ action: 'create', manifest }), 'make', manifest)
  t.equal(
    findMaker({ action: 'create', manifestFrom: { artifact: { name: 'm' } } }),
    'make',
    'it comes from an artifact',
  )
})

t.test('a manifest of another kind makes none', async (t) => {
  for (const kind of ['ConfigMap', 'Job', 'WorkflowTemplate', 'WorkflowEventBinding', '"Pod"'])
    t.equal(findMaker({ action: 'create', manifest: `apiVersion: v1\nkind: ${kind}\n` }), undefined, kind)
})

t.test('only resource templates make Workflows', async (t) => {
  const { templates } = partsOf({
    templates: [
      { name: 'a', container: { args: [WORKFLOW] } },
      { name: 'b', resource: 'text' },
    ],
  })

  t.equal(findMakerOfWorkflows(templates), undefined)
})

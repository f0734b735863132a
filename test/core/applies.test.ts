import t from 'tap'
import { findSkip } from '../../src/core/applies.ts'
import type { Kind } from '../../src/core/argo/kinds.ts'
import { KINDS } from '../../src/core/argo/kinds.ts'
import type { RequestFacts } from '../../src/core/facts.ts'
import type { JsonObject } from '../../src/core/json.ts'
import { CREATED } from '../helpers/requests.ts'

const LABEL = 'workflows.panfactum.com/defaults'
const OTHER_KINDS = KINDS.filter((kind) => kind !== 'Workflow')

t.test('nothing speaks against an object that is created where defaults are enabled', async (t) => {
  for (const kind of KINDS) t.equal(reasonFor(kind, objectOf(kind)), undefined, kind)
})

t.test('nor where they are audited', async (t) => {
  for (const kind of KINDS) t.equal(reasonFor(kind, objectOf(kind, {}, 'audit'), { mode: 'audit' }), undefined, kind)
})

t.test('a Workflow is left alone but when it is created (R2.1)', async (t) => {
  for (const operation of ['UPDATE', 'DELETE', 'CONNECT'])
    t.equal(reasonFor('Workflow', objectOf('Workflow'), { operation }), 'other-operation', operation)
})

t.test('the other kinds are not left alone when they are updated', async (t) => {
  for (const kind of OTHER_KINDS) {
    t.equal(reasonFor(kind, objectOf(kind), { operation: 'UPDATE', oldObject: {} }), undefined, kind)
    t.equal(reasonFor(kind, objectOf(kind), { operation: 'DELETE' }), 'other-operation', kind)
  }
})

t.test('subresources are left alone', async (t) => {
  t.equal(reasonFor('WorkflowTemplate', objectOf('WorkflowTemplate'), { subResource: 'status' }), 'other-operation')
  t.equal(reasonFor('WorkflowTemplate', objectOf('WorkflowTemplate'), { subResource: '' }), undefined)
  t.equal(reasonFor('WorkflowTemplate', objectOf('WorkflowTemplate'), { subResource: undefined }), undefined)
})

t.test('so is what is in a namespace that did not opt in (R2.2)', async (t) => {
  for (const kind of ['Workflow', 'WorkflowTemplate', 'CronWorkflow'] as const) {
    const skip = find(kind, objectOf(kind), { mode: 'not-opted-in' })

    t.strictSame(skip, { reason: 'not-opted-in', detail: 'the Namespace demo' }, kind)
  }
})

t.test('a cluster-scoped template opts in by a label of its own', async (t) => {
  const kind = 'ClusterWorkflowTemplate'
  const unlabelled = { ...objectOf(kind), metadata: { name: 'a' } }

  t.strictSame(find(kind, unlabelled, { mode: 'not-opted-in' }), { reason: 'not-opted-in', detail: 'the object' })
  t.strictSame(
    find(kind, unlabelled),
    { reason: 'not-opted-in', detail: 'the object' },
    'whatever the request matched by',
  )
  t.equal(reasonFor(kind, objectOf(kind, {}, 'audit')), 'not-opted-in', 'audited is not enabled')
  t.equal(reasonFor(kind, objectOf(kind), { mode: 'audit' }), 'not-opted-in', 'enabled is not audited')
})

t.test('only the label of the new object counts, not that of the one before', async (t) => {
  const kind = 'ClusterWorkflowTemplate'
  const update = { operation: 'UPDATE', oldObject: objectOf(kind) }

  t.equal(reasonFor(kind, { ...objectOf(kind), metadata: { name: 'a' } }, update), 'not-opted-in')
})

t.test('an object may opt out by itself (R2.3)', async (t) => {
  for (const kind of KINDS) t.equal(reasonFor(kind, objectOf(kind, {}, 'disabled')), 'opted-out', kind)
})

t.test('an object that is being deleted is left alone (R2.6)', async (t) => {
  for (const kind of KINDS) {
    t.equal(reasonFor(kind, objectOf(kind, { deletionTimestamp: '2026-01-01T00:00:00Z' })), 'being-deleted', kind)
    t.equal(reasonFor(kind, objectOf(kind, { deletionTimestamp: null })), undefined, kind)
  }
})

t.test('a Workflow that has run already is left alone, and the trace is named (R2.4)', async (t) => {
  const status = { phase: 'Succeeded' }

  t.strictSame(find('Workflow', { ...objectOf('Workflow'), status }), {
    reason: 'has-run-state',
    detail: 'status.phase',
  })
  for (const kind of OTHER_KINDS)
    t.equal(reasonFor(kind, { ...objectOf(kind), status }), undefined, `${kind} runs never`)
})

t.test('what takes its spec from a template is left alone (R2.5)', async (t) => {
  const spec = { workflowTemplateRef: { name: 'lib' } }

  t.equal(reasonFor('Workflow', { ...objectOf('Workflow'), spec }), 'workflow-template-ref')
  t.equal(
    reasonFor('CronWorkflow', { ...objectOf('CronWorkflow'), spec: { workflowSpec: spec } }),
    'workflow-template-ref',
  )
  for (const workflowTemplateRef of [null, 'lib'])
    t.equal(reasonFor('Workflow', { ...objectOf('Workflow'), spec: { workflowTemplateRef } }), undefined)
})

t.test('an object without a spec is left alone, and told what it lacks', async (t) => {
  for (const spec of [undefined, null, 'text', []]) {
    t.strictSame(find('Workflow', { ...objectOf('Workflow'), spec }), {
      reason: 'malformed-object',
      detail: 'spec is no object',
    })
    t.strictSame(find('CronWorkflow', { ...objectOf('CronWorkflow'), spec: { workflowSpec: spec } }), {
      reason: 'malformed-object',
      detail: 'spec.workflowSpec is no object',
    })
  }
})

t.test('an update that changes nothing of ours is left alone (R2.1)', async (t) => {
  for (const kind of OTHER_KINDS) {
    const before = objectOf(kind, { resourceVersion: '1', annotations: { note: 'a' } })
    const after = { ...objectOf(kind, { resourceVersion: '2', annotations: { note: 'b' } }), status: { active: [] } }

    t.equal(reasonFor(kind, after, { operation: 'UPDATE', oldObject: before }), 'not-changed', kind)
  }
})

t.test('the order of the fields changes nothing', async (t) => {
  const kind = 'WorkflowTemplate'
  const before = { ...objectOf(kind), spec: { entrypoint: 'a', templates: [] } }
  const after = { ...objectOf(kind), spec: { templates: [], entrypoint: 'a' } }

  t.equal(reasonFor(kind, after, { operation: 'UPDATE', oldObject: before }), 'not-changed')
})

t.test('an update of the spec counts, and of a label or annotation of ours', async (t) => {
  const kind = 'WorkflowTemplate'
  const before = objectOf(kind)
  const changes = {
    spec: { ...before, spec: { templates: [], entrypoint: 'a' } },
    label: objectOf(kind, { labels: { [LABEL]: 'enabled' } }),
    setting: objectOf(kind, { annotations: { 'settings.workflows.panfactum.com/uid': '5' } }),
    profile: objectOf(kind, { annotations: { 'workflows.panfactum.com/profile': 'gpu' } }),
    skip: objectOf(kind, { annotations: { 'workflows.panfactum.com/skip': 'tolerations' } }),
  }

  for (const [what, after] of Object.entries(changes)) {
    t.equal(reasonFor(kind, after, { operation: 'UPDATE', oldObject: before }), undefined, `${what} came`)
    t.equal(reasonFor(kind, before, { operation: 'UPDATE', oldObject: after }), undefined, `${what} went`)
  }
})

t.test('so does another value of either', async (t) => {
  const kind = 'WorkflowTemplate'
  const changes = [
    [{ labels: { [LABEL]: 'enabled' } }, { labels: { [LABEL]: 'audit' } }],
    [
      { annotations: { 'workflows.panfactum.com/profile': 'gpu' } },
      { annotations: { 'workflows.panfactum.com/profile': 'cpu' } },
    ],
  ] as const

  for (const [before, after] of changes) {
    const update = { operation: 'UPDATE', oldObject: objectOf(kind, before) }

    t.equal(reasonFor(kind, objectOf(kind, after), update), undefined)
  }
})

t.test('no other annotation is one of ours', async (t) => {
  const kind = 'WorkflowTemplate'
  for (const name of [
    'workflows.panfactum.com/profiles',
    'xsettings.workflows.panfactum.com/uid',
    'panfactum.com/skip',
  ]) {
    const after = objectOf(kind, { annotations: { [name]: 'a' } })

    t.equal(reasonFor(kind, after, { operation: 'UPDATE', oldObject: objectOf(kind) }), 'not-changed', name)
  }
})

t.test('an update whose object before is unknown counts as a change', async (t) => {
  t.equal(reasonFor('WorkflowTemplate', objectOf('WorkflowTemplate'), { operation: 'UPDATE' }), undefined)
  t.equal(
    reasonFor('WorkflowTemplate', objectOf('WorkflowTemplate'), { operation: 'UPDATE', oldObject: null }),
    undefined,
  )
})

function objectOf(kind: Kind, metadata: JsonObject = {}, label?: string): JsonObject {
  const spec = kind === 'CronWorkflow' ? { workflowSpec: { templates: [] } } : { templates: [] }
  const needed = kind === 'ClusterWorkflowTemplate' ? 'enabled' : undefined
  const value = label ?? needed
  return { metadata: { name: 'a', ...(value !== undefined && { labels: { [LABEL]: value } }), ...metadata }, spec }
}

function find(kind: Kind, object: JsonObject, request: Partial<RequestFacts> = {}): ReturnType<typeof findSkip> {
  return findSkip(object, kind, { ...CREATED, ...request })
}

function reasonFor(kind: Kind, object: JsonObject, request: Partial<RequestFacts> = {}): string | undefined {
  return find(kind, object, request)?.reason
}

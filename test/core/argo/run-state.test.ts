import t from 'tap'
import { findRunState } from '../../../src/core/argo/run-state.ts'

t.test('each trace of a run is found and named (R2.4, H10.3)', async (t) => {
  const traces = {
    phase: 'Running',
    nodes: { 'job-1': {} },
    compressedNodes: 'H4sI',
    offloadNodeStatusVersion: 'fnv:1',
    storedTemplates: { 'namespaced/lib/t': {} },
    storedWorkflowTemplateSpec: { entrypoint: 'main' },
  }

  for (const [field, value] of Object.entries(traces))
    t.equal(findRunState({ status: { [field]: value } }), `status.${field}`, field)
})

t.test('so is the label of a completed Workflow', async (t) => {
  const label = 'workflows.argoproj.io/completed'

  t.equal(findRunState({ metadata: { labels: { [label]: 'true' } } }), `the label ${label}`)
  t.equal(findRunState({ metadata: { labels: { [label]: 'false' } } }), undefined)
})

t.test('so is the label of an archived one, whatever it holds', async (t) => {
  const label = 'workflows.argoproj.io/workflow-archiving-status'

  for (const value of ['Archived', 'Pending'])
    t.equal(findRunState({ metadata: { labels: { [label]: value } } }), `the label ${label}`, value)
})

t.test('what every Go client sends is no trace of a run (H10.2)', async (t) => {
  t.equal(findRunState({ status: { startedAt: null, finishedAt: null } }), undefined)
})

t.test('an empty field is no trace of a run', async (t) => {
  const status = { phase: '', nodes: {}, compressedNodes: '', offloadNodeStatusVersion: '', storedTemplates: {} }

  t.equal(findRunState({ status }), undefined)
  t.equal(findRunState({ status: { phase: null, nodes: null, storedTemplates: [] } }), undefined)
})

t.test('nor is a status that is none', async (t) => {
  for (const object of [{}, { status: null }, { status: 'Running' }, { status: [], metadata: { labels: null } }])
    t.equal(findRunState(object), undefined, JSON.stringify(object))
})

import t from 'tap'
import { ARGO_API_VERSION, kindOf, KINDS } from '../../../src/core/argo/kinds.ts'

t.test('knows the four kinds that get defaults', async (t) => {
  t.strictSame(KINDS.toSorted(), ['ClusterWorkflowTemplate', 'CronWorkflow', 'Workflow', 'WorkflowTemplate'])
  for (const kind of KINDS) t.equal(kindOf({ apiVersion: ARGO_API_VERSION, kind }), kind)
})

t.test('knows no other kind of Argo, and no kind by another spelling', async (t) => {
  for (const kind of ['WorkflowEventBinding', 'WorkflowTaskSet', 'workflow', 'Workflows', 'constructor', '', 7, null])
    t.equal(kindOf({ apiVersion: ARGO_API_VERSION, kind }), undefined, String(kind))
})

t.test('knows no other group or version', async (t) => {
  for (const apiVersion of ['argoproj.io/v1', 'example.com/v1alpha1', 'v1', null, undefined])
    t.equal(kindOf({ apiVersion, kind: 'Workflow' }), undefined, String(apiVersion))
})

t.test('knows nothing in what is no object', async (t) => {
  for (const object of [null, undefined, 'Workflow', 7, [], [{ apiVersion: ARGO_API_VERSION, kind: 'Workflow' }]])
    t.equal(kindOf(object), undefined, JSON.stringify(object))
})

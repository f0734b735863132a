import t from 'tap'
import { factsOfCreation, factsOfRequest, findNamespaces } from '../../../src/core/admission/request-facts.ts'

const API_VERSION = 'argoproj.io/v1alpha1'
const OPTED_IN = { 'workflows.panfactum.com/defaults': 'enabled' }
const AUDITED = { 'workflows.panfactum.com/defaults': 'audit' }
const NAMESPACES = findNamespaces([
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'in', labels: OPTED_IN } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'out' } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'watched', labels: AUDITED } },
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'elsewhere', labels: OPTED_IN } },
  'nothing',
])

function workflowIn(namespace: string): object {
  return { apiVersion: API_VERSION, kind: 'Workflow', metadata: { namespace } }
}

function clusterTemplate(labels: object): object {
  return { apiVersion: API_VERSION, kind: 'ClusterWorkflowTemplate', metadata: { name: 'shared', labels } }
}

t.test('finds Namespaces among other objects', async (t) => {
  t.strictSame([...NAMESPACES.keys()], ['in', 'out', 'watched', ''])
})

t.test('an object is treated as its Namespace says', async (t) => {
  const modes = ['in', 'out', 'watched', 'unknown'].map((namespace) => {
    return factsOfCreation(workflowIn(namespace), 'default', NAMESPACES)
  })

  t.strictSame(modes, [
    { operation: 'CREATE', mode: 'enabled', namespace: 'in' },
    { operation: 'CREATE', mode: 'not-opted-in', namespace: 'out' },
    { operation: 'CREATE', mode: 'audit', namespace: 'watched' },
    { operation: 'CREATE', mode: 'enabled', namespace: 'unknown' },
  ])
})

t.test('an object without a namespace goes to the one that is asked for', async (t) => {
  const workflow = { apiVersion: API_VERSION, kind: 'Workflow' }

  t.match(factsOfCreation(workflow, 'watched', NAMESPACES), { namespace: 'watched', mode: 'audit' })
  t.match(factsOfCreation({ apiVersion: 'v1', kind: 'Node' }, 'watched', NAMESPACES), { namespace: '' })
})

t.test('a ClusterWorkflowTemplate says itself how it is treated', async (t) => {
  t.match(factsOfCreation(clusterTemplate(AUDITED), 'in', NAMESPACES), { namespace: '', mode: 'audit' })
  t.match(factsOfCreation(clusterTemplate({}), 'in', NAMESPACES), { namespace: '', mode: 'not-opted-in' })
})

t.test('a request says itself where it goes, and how', async (t) => {
  const request = {
    uid: 'u-1',
    kind: 'Workflow',
    operation: 'UPDATE',
    namespace: 'watched',
    name: 'w',
    subResource: 'status',
    object: workflowIn('in'),
    oldObject: { a: 1 },
  }

  t.strictSame(factsOfRequest(request, NAMESPACES), {
    operation: 'UPDATE',
    mode: 'audit',
    namespace: 'watched',
    oldObject: { a: 1 },
    subResource: 'status',
  })
})

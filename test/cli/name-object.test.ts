import t from 'tap'
import { nameObject } from '../../src/cli/name-object.ts'

t.test('names an object by its kind, namespace and name, as far as it has them', async (t) => {
  const apiVersion = 'v1'

  t.equal(nameObject({ apiVersion, kind: 'Workflow', namespace: 'a', name: 'b' }), 'Workflow a/b')
  t.equal(nameObject({ apiVersion, kind: 'ClusterWorkflowTemplate', name: 'b' }), 'ClusterWorkflowTemplate b')
  t.equal(nameObject({ apiVersion, kind: null, name: null }), 'object (without a name)')
})

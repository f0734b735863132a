import t from 'tap'
import { decideWith } from '../../helpers/decided.ts'
import { clusterWorkflowTemplate, workflow } from '../../helpers/objects.ts'

t.test('gives Pods their ServiceAccount, at the level of the spec (R6.1)', async (t) => {
  const object = workflow({ templates: [{ name: 'main', container: { image: 'i' } }] })

  const { find, patch } = decideWith({ serviceAccountName: 'runner' }, object)

  t.match(find('serviceAccountName'), {
    setting: 'serviceAccountName',
    decision: 'injected',
    source: { layer: 'file' },
  })
  t.strictSame(patch, [{ op: 'add', path: '/spec/serviceAccountName', value: 'runner' }])
})

t.test("keeps the user's, and says nothing where it is turned off", async (t) => {
  t.strictSame(decideWith({ serviceAccountName: 'runner' }, workflow({ serviceAccountName: 'mine' })).reasons, {
    serviceAccountName: 'kept/user-set',
  })
  t.strictSame(decideWith({}, workflow()).decisions, [])
})

t.test('gives a cluster-scoped template none: the namespaces that use it need not have it (H2.5)', async (t) => {
  const { find, warnings } = decideWith({ serviceAccountName: 'runner' }, clusterWorkflowTemplate(), {
    request: { namespace: '' },
  })

  t.match(find('serviceAccountName'), { decision: 'skipped', reason: 'namespaced-reference' })
  t.match(find('serviceAccountName')?.message, 'the ServiceAccount runner')
  t.strictSame(warnings, [])
})

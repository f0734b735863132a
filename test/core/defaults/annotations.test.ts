import t from 'tap'
import { decideWith } from '../../helpers/decided.ts'
import { workflow, workflowTemplate } from '../../helpers/objects.ts'

const ANNOTATIONS = { 'example.com/a': '1', b: '2' }

t.test('annotates Pods, key by key', async (t) => {
  const object = workflow({ podMetadata: { annotations: { b: 'mine', c: '3' } }, templates: [] })

  const { reasons, find, patch } = decideWith({ extraPodAnnotations: ANNOTATIONS }, object)

  t.strictSame(reasons, {
    'podMetadata.annotations[b]': 'kept/user-set',
    'podMetadata.annotations[example.com/a]': 'injected/absent',
  })
  t.match(find('podMetadata.annotations[example.com/a]'), { setting: 'extraPodAnnotations', source: { layer: 'file' } })
  t.strictSame(patch, [{ op: 'add', path: '/spec/podMetadata/annotations/example.com~1a', value: '1' }])
})

t.test('annotates Workflows through spec.workflowMetadata, key by key', async (t) => {
  for (const object of [workflow(), workflowTemplate()]) {
    const { find, patch } = decideWith({ workflowAnnotations: ANNOTATIONS }, object)

    t.match(find('workflowMetadata.annotations[b]'), {
      setting: 'workflowAnnotations',
      decision: 'injected',
      value: '2',
    })
    t.strictSame(patch, [
      { op: 'add', path: '/spec/workflowMetadata', value: { annotations: { b: '2', 'example.com/a': '1' } } },
    ])
  }
})

t.test("keeps a Workflow's own annotation, which Argo would write over (H16.6)", async (t) => {
  const object = workflow(undefined, { name: 'a', annotations: { b: 'mine' } })

  const { find } = decideWith({ workflowAnnotations: ANNOTATIONS }, object)

  t.match(find('workflowMetadata.annotations[b]'), { decision: 'kept', reason: 'set-elsewhere' })
  t.match(find('workflowMetadata.annotations[b]')?.message, 'metadata.annotations[b]')
})

t.test("a template's own annotation is not that of its Workflows", async (t) => {
  const object = workflowTemplate(undefined, { annotations: { b: 'mine' } })

  t.match(decideWith({ workflowAnnotations: ANNOTATIONS }, object).find('workflowMetadata.annotations[b]'), {
    decision: 'injected',
  })
})

t.test('keeps what the user says of disruption', async (t) => {
  const object = workflow({ podMetadata: { annotations: { 'karpenter.sh/do-not-disrupt': 'false' } }, templates: [] })

  const { reasons } = decideWith({ disruptionsEnabled: false }, object)

  t.equal(reasons['podMetadata.annotations[karpenter.sh/do-not-disrupt]'], 'kept/user-set')
  t.equal(reasons['podMetadata.annotations[cluster-autoscaler.kubernetes.io/safe-to-evict]'], 'injected/absent')
})

t.test('gives no annotation whose tag does not resolve (H7.2)', async (t) => {
  const settings = { extraPodAnnotations: { a: '{{inputs.parameters.x}}', b: '{{workflow.name}}' } }

  t.strictSame(decideWith(settings, workflow()).reasons, {
    'podMetadata.annotations[a]': 'skipped/tag-unresolved',
    'podMetadata.annotations[b]': 'injected/absent',
  })
})

t.test('leaves annotations alone that are none', async (t) => {
  t.strictSame(
    decideWith({ extraPodAnnotations: { a: '1' } }, workflow({ podMetadata: { annotations: 'text' } })).reasons,
    {
      'podMetadata.annotations[a]': 'skipped/malformed',
    },
  )
})

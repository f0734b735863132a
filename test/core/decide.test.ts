import t from 'tap'
import { decide } from '../../src/core/decide.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import { decideUnder, decideWith } from '../helpers/decided.ts'
import {
  clusterWorkflowTemplate,
  containerWorkflow,
  cronWorkflow,
  workflow,
  workflowTemplate,
} from '../helpers/objects.ts'
import { CREATED } from '../helpers/requests.ts'
import { settingsOf } from '../helpers/settings.ts'

const OPTED_OUT = { labels: { 'workflows.panfactum.com/defaults': 'disabled' } }

t.test('patches an object that lacks something', async (t) => {
  const { outcome, reason, message, verdict, after } = decideWith({ priority: 5 }, workflow())

  t.strictSame([outcome, reason, message], ['patched', null, null])
  t.strictSame(verdict.patch, ['[{"op":"add","path":"/spec/priority","value":5}]'])
  t.strictSame(after, workflow({ templates: [], priority: 5 }))
})

t.test('leaves an object unchanged that lacks nothing', async (t) => {
  const { outcome, reason, verdict, reasons } = decideWith({ priority: 5 }, workflow({ templates: [], priority: 5 }))

  t.strictSame([outcome, reason, verdict.patch], ['unchanged', null, []])
  t.strictSame(reasons, { priority: 'kept/equals-default' })
})

t.test('audits where the namespace asks for it: decides, reports, and says so (R2.2)', async (t) => {
  const { outcome, verdict, reasons, warnings } = decideWith({ priority: 5 }, workflow(), {
    request: { mode: 'audit' },
  })

  t.equal(outcome, 'audited')
  t.strictSame(verdict.patch, ['[{"op":"add","path":"/spec/priority","value":5}]'])
  t.strictSame(reasons, { priority: 'injected/absent' })
  t.match(warnings, [/^audit: 1 /u])
})

t.test('an audit that finds nothing to do does not say so', async (t) => {
  const { verdict, warnings } = decideWith({}, workflow(), { request: { mode: 'audit' } })

  t.strictSame(verdict.patch, [])
  t.strictSame(warnings, [])
})

t.test('skips what is no object of Argo', async (t) => {
  const objects = {
    'WorkflowEventBinding of argoproj.io/v1alpha1': { ...workflow(), kind: 'WorkflowEventBinding' },
    'Workflow of example.com/v1': { ...workflow(), apiVersion: 'example.com/v1' },
    'an object without a kind of no apiVersion': {},
  }

  for (const [what, object] of Object.entries(objects)) {
    const { outcome, reason, message, verdict } = decideWith({ priority: 5 }, object)

    t.strictSame([outcome, reason, verdict.patch], ['skipped', 'not-argo', []])
    t.match(message, what)
  }
})

t.test('skips what is no object at all', async (t) => {
  const settings = settingsOf({})

  for (const object of [null, undefined, 'Workflow', 7, [workflow()]]) {
    const verdict = decide({ object, request: CREATED, settings, cluster: ASSUMED_CLUSTER })

    t.match(verdict, { outcome: 'skipped', reason: 'not-argo', patch: { length: 0 } })
  }
})

t.test('skips an object that is left alone as a whole, without a decision on any default', async (t) => {
  const { outcome, reason, message, verdict } = decideWith(
    { priority: 5 },
    workflow(undefined, { name: 'a', ...OPTED_OUT }),
  )

  t.strictSame([outcome, reason, verdict.patch], ['skipped', 'opted-out', []])
  t.match(message, 'workflows.panfactum.com/defaults: disabled')
  t.strictSame(verdict.decisions(), [])
})

t.test('counts decisions that nobody asks for, and keeps none of them', async (t) => {
  const input = { object: workflow(), request: CREATED, settings: settingsOf({}), cluster: ASSUMED_CLUSTER }
  const kept = decide(input)

  const { decisions, counts, patch } = decide({ ...input, keepsDecisions: false })

  t.strictSame(decisions(), [])
  t.ok(kept.decisions().length > 5)
  t.strictSame([counts, patch], [kept.counts, kept.patch])
})

t.test('warns of annotations beside a workflowTemplateRef, and of nothing else that is skipped', async (t) => {
  const annotations = { 'settings.workflows.panfactum.com/uid': '5' }
  const reference = workflow({ workflowTemplateRef: { name: 'lib' } }, { name: 'a', annotations })
  const optedOut = workflow(undefined, { name: 'a', annotations, ...OPTED_OUT })

  t.match(decideWith({}, reference).warnings, [/^settings\.workflows\.panfactum\.com\/uid has no effect/u])
  t.strictSame(decideWith({}, optedOut).warnings, [])
})

t.test('a CronWorkflow that is opted out hands that on, and gets nothing else (R2.3)', async (t) => {
  const { outcome, after, reasons, find, patch } = decideUnder(settingsOf({}), cronWorkflow(undefined, OPTED_OUT))

  t.equal(outcome, 'patched')
  const key = 'workflowMetadata.labels[workflows.panfactum.com/defaults]'
  t.strictSame(reasons, { [key]: 'injected/absent' })
  t.match(find(key), { setting: 'workflows.panfactum.com/defaults', source: { layer: 'object' } })
  t.strictSame(patch, [
    {
      op: 'add',
      path: '/spec/workflowMetadata',
      value: { labels: { 'workflows.panfactum.com/defaults': 'disabled' } },
    },
  ])
  t.equal(decideUnder(settingsOf({}), after).outcome, 'skipped', 'once')
})

t.test('one that has done so is skipped as opted out', async (t) => {
  const { after } = decideWith({}, cronWorkflow(undefined, OPTED_OUT))

  const { outcome, reason, message, reasons } = decideWith({}, after)

  t.strictSame([outcome, reason], ['skipped', 'opted-out'])
  t.match(message, 'disabled')
  t.strictSame(reasons, { 'workflowMetadata.labels[workflows.panfactum.com/defaults]': 'kept/equals-default' })
})

t.test('one that says otherwise of its Workflows keeps that', async (t) => {
  const object = cronWorkflow(undefined, OPTED_OUT)
  const labels = { 'workflows.panfactum.com/defaults': 'enabled' }

  const { verdict, reasons } = decideWith({}, { ...object, spec: { workflowSpec: {}, workflowMetadata: { labels } } })

  t.strictSame(verdict.patch, [])
  t.strictSame(reasons, { 'workflowMetadata.labels[workflows.panfactum.com/defaults]': 'kept/user-set' })
})

t.test('in an audit it is not patched either', async (t) => {
  const { outcome } = decideWith({}, cronWorkflow(undefined, OPTED_OUT), { request: { mode: 'audit' } })

  t.equal(outcome, 'audited')
})

t.test('works on every kind', async (t) => {
  const spec = { templates: [{ name: 'main', container: {} }] }

  for (const object of [workflow(spec), workflowTemplate(spec), clusterWorkflowTemplate(spec), cronWorkflow(spec)])
    t.equal(
      decideWith({ defaultContainerImage: 'i' }, object).reasons['templates[main].container.image'],
      'injected/absent',
      object.kind,
    )
})

t.test('gives the same verdict for the same case, byte for byte', async (t) => {
  const input = { object: containerWorkflow(), request: CREATED, settings: settingsOf({}), cluster: ASSUMED_CLUSTER }

  const first = decide(input)

  t.strictSame(decide(input).patch, first.patch)
  t.strictSame(decide({ ...input, settings: settingsOf({}) }).patch, first.patch, 'and for settings that say the same')
})

t.test('leaves an object alone whose Namespace cannot be known, with a warning (R10)', async (t) => {
  const cluster = clusterWhere('present', { namespace: () => 'unknown' })

  const { outcome, verdict, warnings } = decideWith({ priority: 5 }, workflow(), { cluster })

  t.equal(outcome, 'skipped')
  t.strictSame(verdict.patch, [])
  t.match(warnings, [/^wf-defaults left it as it is: the settings of Namespace demo could not be read/u])
})

t.test('asks for no Namespace where the object is in none, or is left alone anyway', async (t) => {
  const cluster = clusterWhere('present', {
    namespace: () => {
      throw new Error('nobody has to know')
    },
  })

  const shared = decideWith({ priority: 5 }, clusterWorkflowTemplate(), { cluster, request: { namespace: '' } })

  t.equal(shared.outcome, 'patched')
  t.equal(decideWith({}, workflow(), { cluster, request: { operation: 'UPDATE' } }).outcome, 'skipped')
})

t.test('never touches the object itself', async (t) => {
  const object = containerWorkflow({ image: 'i', resources: {} })
  const before = structuredClone(object)

  decideUnder(settingsOf({ passthroughParameters: [{ name: 'ref', default: 'main' }] }), object)

  t.strictSame(object, before)
})

t.test('gathers the warnings of everything that it decided, all of them and in full', async (t) => {
  const settings = {
    serviceAccountName: 'runner',
    activeDeadlineSeconds: 60,
    passthroughParameters: Array.from({ length: 12 }, (_, index) => ({ name: `p${index}` })),
  }
  const object = workflow({ templates: [{ name: 'ok', suspend: {} }] })

  const { warnings } = decideWith(settings, object, { cluster: clusterWhere('absent') })

  t.equal(warnings.length, 14)
  t.notOk(warnings.some((warning) => warning.includes('…')))
})

import t from 'tap'
import { explain } from '../../src/core/explain.ts'
import type { Json } from '../../src/core/json.ts'
import { keyOf } from '../../src/core/key-of.ts'
import { decideUnder, decideWith } from '../helpers/decided.ts'
import { clusterWorkflowTemplate, containerWorkflow, cronWorkflow, workflow } from '../helpers/objects.ts'
import { NOTHING, settingsOf } from '../helpers/settings.ts'
import { UNCHANGED } from '../helpers/verdicts.ts'

t.test('has the one shape of I3', async (t) => {
  const settings = settingsOf(
    { ...NOTHING, activeDeadlineSeconds: 86_400 },
    { profile: 'gpu', profiles: { gpu: { defaultContainerImage: 'cuda' } } },
  )
  const { verdict } = decideUnder(settings, containerWorkflow({ image: 'busybox' }))

  t.strictSame(explain(containerWorkflow({ image: 'busybox' }), 'demo', verdict), {
    object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', namespace: 'demo', name: 'job-' },
    outcome: 'patched',
    reason: null,
    message: null,
    settings: settings.hash,
    decisions: [
      {
        setting: 'activeDeadlineSeconds',
        key: 'activeDeadlineSeconds',
        path: '/spec/activeDeadlineSeconds',
        decision: 'injected',
        reason: 'absent',
        message: 'not set; the default is 86400',
        value: 86_400,
        source: { layer: 'file' },
      },
      {
        setting: 'defaultContainerImage',
        key: 'templates[main].container.image',
        path: '/spec/templates/0/container/image',
        decision: 'kept',
        reason: 'user-set',
        message: 'the user set busybox',
        source: { layer: 'profile', name: 'gpu', by: 'file' },
      },
    ],
    warnings: [],
    patch: [{ op: 'add', path: '/spec/activeDeadlineSeconds', value: 86_400 }],
  })
})

t.test('says why an object as a whole was skipped', async (t) => {
  const object = workflow({ workflowTemplateRef: { name: 'lib' } })

  const { outcome, reason, message, decisions, patch } = decideWith({ priority: 5 }, object)

  t.strictSame([outcome, reason, decisions, patch], ['skipped', 'workflow-template-ref', [], []])
  t.match(message, 'spec.workflowTemplateRef')
})

t.test('names an object by its name, else by its generateName, else not', async (t) => {
  t.equal(nameOf({ name: 'a', generateName: 'b-' }), 'a')
  t.equal(nameOf({ name: '', generateName: 'b-' }), 'b-')
  t.equal(nameOf({}), null)
  t.equal(nameOf('text'), null)
})

t.test("has the object's own namespace, else the request's, and none of a cluster-scoped one", async (t) => {
  t.equal(explain({ metadata: { namespace: 'own' } }, 'demo', UNCHANGED).object.namespace, 'own')
  t.equal(explain({ metadata: {} }, 'demo', UNCHANGED).object.namespace, 'demo')
  t.notOk('namespace' in explain(clusterWorkflowTemplate(), '', UNCHANGED).object)
})

t.test('explains even what is no object', async (t) => {
  for (const object of [null, undefined, 'text', [], 7])
    t.strictSame(explain(object, '', UNCHANGED).object, { apiVersion: null, kind: null, name: null })
})

t.test('calls keys what the skip annotation calls them (R3.4)', async (t) => {
  const settings = {
    commonEnv: { A: '1' },
    defaultContainerImage: 'i',
    extraPodLabels: { 'example.com/team': 'a' },
    passthroughParameters: [{ name: 'ref', default: 'main' }],
    priority: 5,
  }
  const spec = {
    templates: [
      { name: 'build', container: {} },
      { name: 'set', containerSet: { containers: [{ name: 'main' }] } },
      {
        name: 'd',
        dag: {
          tasks: [{ name: 'a', inline: { container: {} }, hooks: { running: { template: 'x', expression: 'e' } } }],
        },
      },
      { name: 's', steps: [[{ name: 'b', template: 'build' }]] },
      { container: {} },
    ],
  }

  const { reasons } = decideWith(settings, workflow(spec))

  for (const key of [
    'priority',
    'podMetadata.labels[example.com/team]',
    'arguments.parameters[ref]',
    'templates[build].inputs.parameters[ref]',
    'templates[build].container.env',
    'templates[set].containerSet.containers[main].image',
    'templates[d].dag.tasks[a].inline.container.env',
    'templates[d].dag.tasks[a].arguments.parameters[ref]',
    'templates[d].dag.tasks[a].hooks[running].arguments.parameters[ref]',
    'templates[s].steps[0][b].arguments.parameters[ref]',
    'templates[4].container.image',
  ])
    t.equal(reasons[key], 'injected/absent', key)
})

t.test("leaves off the spec of a CronWorkflow's Workflows too", async (t) => {
  const { find, verdict } = decideWith(
    { defaultContainerImage: 'i' },
    cronWorkflow({ templates: [{ name: 'main', container: {} }] }),
  )

  t.match(find('templates[main].container.image'), { path: '/spec/workflowSpec/templates/0/container/image' })
  t.strictSame(verdict.decisions().map(keyOf), ['templates[main].container.image'])
})

t.test('has the value of what was injected, and of nothing else', async (t) => {
  const { find } = decideWith({ priority: 5, dnsPolicy: 'Default' }, workflow({ dnsPolicy: 'None', templates: [] }))

  t.match(find('priority'), { decision: 'injected', value: 5 })
  t.notOk('value' in (find('dnsPolicy') ?? {}))
})

t.test('quotes what the user set', async (t) => {
  t.equal(messageFor(7), 'the user set 7')
  t.equal(messageFor('text'), 'the user set text')
  t.equal(messageFor({ a: [1] }), 'the user set {"a":[1]}')
  t.equal(messageFor(false), 'the user set false')
})

t.test('does not quote a whole parameter', async (t) => {
  const object = workflow({ arguments: { parameters: [{ name: 'ref', value: 'mine' }] } })

  const { find } = decideWith({ passthroughParameters: [{ name: 'ref', default: 'main' }] }, object)

  t.equal(find('arguments.parameters[ref]')?.message, 'the user set it')
})

t.test('and at most 60 characters of it', async (t) => {
  const settings = { defaultContainerImage: `registry.example.com/${'x'.repeat(60)}` }
  const image = 'y'.repeat(61)

  const kept = decideWith(settings, containerWorkflow({ image })).find('templates[main].container.image')
  const injected = decideWith(settings, containerWorkflow({})).find('templates[main].container.image')

  t.equal(kept?.message, `the user set ${'y'.repeat(59)}…`)
  t.equal(messageFor('z'.repeat(60)), `the user set ${'z'.repeat(60)}`)
  t.equal(injected?.message, `not set; the default is registry.example.com/${'x'.repeat(38)}…`)
  t.equal(injected?.value, settings.defaultContainerImage, 'the value is whole')
})

t.test('has the patch of an audited object, which is not applied', async (t) => {
  const { outcome, patch } = decideWith({ priority: 5 }, workflow(), { request: { mode: 'audit' } })

  t.equal(outcome, 'audited')
  t.strictSame(patch, [{ op: 'add', path: '/spec/priority', value: 5 }])
})

function nameOf(metadata: Json): string | null {
  return explain({ metadata }, '', UNCHANGED).object.name
}

/** What is said where the user set the priority to this. */
function messageFor(priority: Json): string | undefined {
  return decideWith({ priority: 5 }, workflow({ priority, templates: [] })).find('priority')?.message
}

import t from 'tap'
import { clusterWhere } from '../../helpers/clusters.ts'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import type { Json } from '../../../src/core/json.ts'
import { clusterWorkflowTemplate, workflow, workflowTemplate } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const SETTINGS = { nodeRequirements: { arch: ['arm64'] } }
const WINDOWS = { 'kubernetes.io/os': 'windows' }

t.test('a default of Linux Pods goes to the spec', async (t) => {
  const { reasons } = decideWith(SETTINGS, workflow({ templates: [{ name: 'a', container: { image: 'i' } }] }))

  t.strictSame(reasons, { affinity: 'injected/absent' })
})

t.test('where a template runs on Windows, to each other leaf instead (R10, H16.4)', async (t) => {
  const templates = [
    { name: 'linux', container: { image: 'i' } },
    { name: 'windows', nodeSelector: WINDOWS, container: { image: 'i' } },
    { name: 'steps', steps: [[{ name: 's', template: 'linux' }]] },
    { name: 'wait', suspend: {} },
  ]

  const { reasons, find } = decideWith(SETTINGS, workflow({ templates }))

  t.strictSame(reasons, { affinity: 'skipped/windows', 'templates[linux].affinity': 'injected/absent' })
  t.match(find('affinity')?.message, 'templates[windows]')
})

t.test('unless they have it from somewhere else (R3.5)', async (t) => {
  const templates = [
    { name: 'windows', nodeSelector: WINDOWS, container: { image: 'i' } },
    { name: 'own', affinity: {}, container: { image: 'i' } },
    { name: 'called', container: { image: 'i' } },
    { name: 'steps', affinity: {}, steps: [[{ name: 's', template: 'called' }]] },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    affinity: 'skipped/windows',
    'templates[own].affinity': 'kept/user-set',
    'templates[called].affinity': 'kept/set-elsewhere',
  })
})

t.test('what the user set in the spec stays, Windows or not', async (t) => {
  const templates = [
    { name: 'linux', container: { image: 'i' } },
    { name: 'windows', nodeSelector: WINDOWS, container: { image: 'i' } },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ affinity: {}, templates })).reasons, { affinity: 'kept/user-set' })
})

t.test('a template that is all for Windows gets nothing', async (t) => {
  const templates = [{ name: 'a', container: { image: 'i' } }]

  const { patch } = decideWith(SETTINGS, workflow({ nodeSelector: WINDOWS, templates }))

  t.strictSame(patch, [])
})

/** One setting for each pod-level key, the key in the spec and in a template. */
const POD_LEVEL = [
  ['nodeRequirements', '{arch: [arm64]}', 'affinity', 'affinity'],
  ['extraTolerations', '[{key: gpu, operator: Exists}]', 'tolerations', 'tolerations'],
  ['panfactumSchedulerEnabled', 'false', 'schedulerName', 'schedulerName'],
  ['priorityClassName', 'high', 'podPriorityClassName', 'priorityClassName'],
  ['serviceAccountName', 'runner', 'serviceAccountName', 'serviceAccountName'],
  ['uid', '7', 'securityContext', 'securityContext'],
] as const

const TEMPLATES: Json = [
  { name: 'leaf', container: { image: 'i', securityContext: {} } },
  { name: 'steps', steps: [[{ name: 's', inline: { script: { image: 'i', securityContext: {} } } }]] },
  { name: 'wait', suspend: {} },
]

t.test("what a template's author chose goes to its leaves too, so that it holds by templateRef (R6.1)", async (t) => {
  for (const [setting, text, inSpec, inTemplate] of POD_LEVEL) {
    const annotations = { [`settings.workflows.panfactum.com/${setting}`]: text }
    const base = setting === 'uid' ? { securityContextEnabled: true } : {}

    const { find, after } = decideWith(base, workflowTemplate({ templates: TEMPLATES }, { annotations }))

    const value = find(inSpec)?.value
    t.ok(value, setting)
    for (const key of [`templates[leaf].${inTemplate}`, `templates[steps].steps[0][s].inline.${inTemplate}`])
      t.match(find(key), { decision: 'injected', value, source: { layer: 'object' } }, key)
    t.equal(find(`templates[steps].${inTemplate}`), undefined)
    t.strictSame(decideWith(base, after).patch, [], 'and again')
  }
})

t.test('by a profile it is their choice as well', async (t) => {
  const settings = settingsOf(
    { panfactumSchedulerEnabled: true },
    { profiles: { plain: { panfactumSchedulerEnabled: false } } },
  )
  const annotations = { 'workflows.panfactum.com/profile': 'plain' }

  const { find } = decideUnder(settings, workflowTemplate({ templates: TEMPLATES }, { annotations }))

  t.match(find('templates[leaf].schedulerName'), { value: 'default-scheduler' })
  t.equal(find('templates[leaf].tolerations'), undefined, 'and nothing else is')
})

t.test('in a ClusterWorkflowTemplate too', async (t) => {
  const object = clusterWorkflowTemplate({ templates: TEMPLATES })
  const annotations = { 'settings.workflows.panfactum.com/panfactumSchedulerEnabled': 'false' }

  const { find } = decideWith(
    {},
    { ...object, metadata: { ...(object.metadata as object), annotations } },
    { request: { namespace: '' } },
  )

  t.match(find('templates[leaf].schedulerName'), { decision: 'injected' })
})

t.test('a Workflow reaches its own templates by the spec', async (t) => {
  const annotations = { 'settings.workflows.panfactum.com/priorityClassName': 'high' }

  const { reasons } = decideWith({}, workflow({ templates: TEMPLATES }, { name: 'a', annotations }))

  t.strictSame(reasons, { podPriorityClassName: 'injected/absent' })
})

t.test('a key that is set is not copied (R3.5), nor one that does harm', async (t) => {
  const annotations = { 'settings.workflows.panfactum.com/serviceAccountName': 'runner' }
  const spec = {
    templates: [
      { name: 'own', serviceAccountName: 'mine', container: {} },
      { name: 'other', container: {} },
    ],
  }

  t.strictSame(
    decideWith({}, workflowTemplate({ ...spec, templateDefaults: { serviceAccountName: 'all' } }, { annotations }))
      .reasons,
    {
      serviceAccountName: 'injected/absent',
      'templates[own].serviceAccountName': 'kept/user-set',
      'templates[other].serviceAccountName': 'kept/set-elsewhere',
    },
  )
  t.strictSame(decideWith({}, workflowTemplate({ ...spec, serviceAccountName: 'all' }, { annotations })).reasons, {
    serviceAccountName: 'kept/user-set',
  })
  t.strictSame(decideWith({}, workflowTemplate(spec, { annotations }), { cluster: clusterWhere('absent') }).reasons, {
    serviceAccountName: 'skipped/reference-absent',
  })
})

t.test('a resource template keeps the tolerations that its pod needs (R6.4)', async (t) => {
  const annotations = { 'settings.workflows.panfactum.com/extraTolerations': '[{key: gpu, operator: Exists}]' }
  const templates = [{ name: 'get', resource: { action: 'get' } }]

  const { find } = decideWith({}, workflowTemplate({ templates }, { annotations }))

  t.match(find('templates[get].tolerations'), { setting: 'resourceTemplates', value: [{ key: 'spot' }, {}, {}] })
})

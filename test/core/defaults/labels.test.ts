import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { workflow, workflowTemplate } from '../../helpers/objects.ts'
import { NOTHING, settingsOf } from '../../helpers/settings.ts'

const PANFACTUM = {
  'panfactum.com/workload': 'job',
  'panfactum.com/prevent-lifetime-eviction': 'true',
  'panfactum.com/scheduler-enabled': 'true',
  'panfactum.com/pull-through-cache-enabled': 'true',
  'panfactum.com/arm64-enabled': 'true',
  'panfactum.com/burstable-enabled': 'false',
  'panfactum.com/spot-enabled': 'true',
  'panfactum.com/controller-enabled': 'false',
}
const FLAGS = {
  labelsEnabled: true,
  panfactumSchedulerEnabled: true,
  pullThroughCacheEnabled: true,
  armNodesEnabled: true,
  burstableNodesEnabled: false,
  spotNodesEnabled: true,
  controllerNodeRequired: false,
}

t.test('labels Pods and the Workflow with what the settings say (R8)', async (t) => {
  const { after } = decideWith(FLAGS, workflow())

  t.match(after, { metadata: { labels: PANFACTUM }, spec: { podMetadata: { labels: PANFACTUM } } })
})

t.test('labels a template, its Pods, and the Workflows that come of it', async (t) => {
  const labels = { ...PANFACTUM, 'panfactum.com/workload': 'lib' }

  const { after } = decideWith(FLAGS, workflowTemplate())

  t.match(after, { metadata: { labels }, spec: { podMetadata: { labels }, workflowMetadata: { labels } } })
})

t.test('says of each where it comes from', async (t) => {
  const settings = settingsOf({ ...NOTHING, ...FLAGS }, { profile: 'p', profiles: { p: { spotNodesEnabled: false } } })

  const { find } = decideUnder(settings, workflow())

  t.match(find('podMetadata.labels[panfactum.com/spot-enabled]'), {
    setting: 'spotNodesEnabled',
    value: 'false',
    source: { layer: 'profile', name: 'p', by: 'file' },
  })
  t.match(find('podMetadata.labels[panfactum.com/workload]'), { setting: 'labelsEnabled', source: { layer: 'file' } })
  for (const [name, setting] of [
    ['prevent-lifetime-eviction', 'labelsEnabled'],
    ['scheduler-enabled', 'panfactumSchedulerEnabled'],
    ['pull-through-cache-enabled', 'pullThroughCacheEnabled'],
    ['arm64-enabled', 'armNodesEnabled'],
    ['burstable-enabled', 'burstableNodesEnabled'],
    ['controller-enabled', 'controllerNodeRequired'],
  ])
    t.match(find(`metadata.labels[panfactum.com/${name}]`), { setting })
})

t.test('controller nodes are of every sort', async (t) => {
  const settings = { ...FLAGS, controllerNodeRequired: true, armNodesEnabled: false, spotNodesEnabled: false }

  const { find } = decideWith(settings, workflow())
  const value = (name: string): unknown => find(`podMetadata.labels[panfactum.com/${name}]`)?.value

  t.strictSame(['arm64-enabled', 'burstable-enabled', 'controller-enabled', 'spot-enabled'].map(value), [
    'true',
    'true',
    'true',
    'false',
  ])
})

t.test('leaves out the label of a setting that is turned off', async (t) => {
  const { decisions } = decideWith({ labelsEnabled: true }, workflow())

  t.strictSame(
    decisions.map(({ key }) => key),
    [
      'podMetadata.labels[panfactum.com/workload]',
      'podMetadata.labels[panfactum.com/prevent-lifetime-eviction]',
      'metadata.labels[panfactum.com/workload]',
      'metadata.labels[panfactum.com/prevent-lifetime-eviction]',
    ],
  )
})

t.test('gives none where labels are turned off', async (t) => {
  for (const labelsEnabled of [false, null])
    t.notMatch(decideWith({ ...FLAGS, labelsEnabled }, workflow()).verdict.patch, /label/u)
})

t.test('each label that the user set stays (R3.7)', async (t) => {
  const labels = { 'panfactum.com/spot-enabled': 'false', other: 'x' }

  const { after, reasons } = decideWith(
    FLAGS,
    workflow({ podMetadata: { labels }, templates: [] }, { generateName: 'job-', labels }),
  )

  t.match(after, {
    metadata: { labels: { ...PANFACTUM, ...labels } },
    spec: { podMetadata: { labels: { ...PANFACTUM, ...labels } } },
  })
  for (const map of ['metadata', 'podMetadata'])
    t.equal(reasons[`${map}.labels[panfactum.com/spot-enabled]`], 'kept/user-set')
})

t.test('further labels go to Pods, to Workflows, or to both', async (t) => {
  const settings = {
    extraLabels: { a: 'both' },
    extraPodLabels: { b: 'pods' },
    extraWorkflowLabels: { c: 'workflows' },
  }

  t.match(decideWith(settings, workflow()).after, {
    metadata: { labels: { a: 'both', c: 'workflows' } },
    spec: { podMetadata: { labels: { a: 'both', b: 'pods' } } },
  })
  t.strictSame(decideWith(settings, workflowTemplate()).after, {
    ...workflowTemplate(undefined, { labels: { a: 'both' } }),
    spec: {
      templates: [],
      podMetadata: { labels: { a: 'both', b: 'pods' } },
      workflowMetadata: { labels: { a: 'both', c: 'workflows' } },
    },
  })
})

t.test('the narrower setting wins over the wider, and the wider never over ours', async (t) => {
  const name = 'panfactum.com/spot-enabled'
  const settings = {
    ...FLAGS,
    extraLabels: { [name]: 'wide', a: 'wide' },
    extraPodLabels: { [name]: 'pods', a: 'pods' },
  }

  const { after } = decideWith(settings, workflow())

  t.match(after, {
    metadata: { labels: { [name]: 'true', a: 'wide' } },
    spec: { podMetadata: { labels: { [name]: 'pods', a: 'pods' } } },
  })
})

t.test(
  'gives a Workflow no label that its workflowMetadata gives it, which Argo would write over (H16.6)',
  async (t) => {
    const settings = { extraWorkflowLabels: { a: '1', b: '2', c: '3' } }
    const workflowMetadata = { labels: { a: 'mine' }, labelsFrom: { b: { expression: 'e' } } }

    const { reasons, find } = decideWith(settings, workflow({ workflowMetadata, templates: [] }))

    t.strictSame(reasons, {
      'metadata.labels[a]': 'kept/set-elsewhere',
      'metadata.labels[b]': 'kept/set-elsewhere',
      'metadata.labels[c]': 'injected/absent',
    })
    t.match(find('metadata.labels[b]')?.message, 'workflowMetadata.labelsFrom[b]')
  },
)

t.test("gives a template's Workflows no label that they compute", async (t) => {
  const workflowMetadata = { labelsFrom: { a: { expression: 'e' } } }

  t.strictSame(
    decideWith({ extraWorkflowLabels: { a: '1' } }, workflowTemplate({ workflowMetadata, templates: [] })).reasons,
    {
      'workflowMetadata.labels[a]': 'kept/set-elsewhere',
    },
  )
})

t.test('leaves out the workload of what has no name', async (t) => {
  const { find, verdict } = decideWith({ labelsEnabled: true }, workflow(undefined, {}))

  for (const map of ['metadata', 'podMetadata'])
    t.match(find(`${map}.labels[panfactum.com/workload]`), { decision: 'skipped', reason: 'no-workload-name' })
  t.notMatch(verdict.patch, 'workload')
})

t.test("gives a Pod's label no tag that does not resolve", async (t) => {
  const settings = { extraPodLabels: { a: '{{workflow.parameters.a}}', b: '{{workflow.parameters.b}}' } }
  const object = workflow({ arguments: { parameters: [{ name: 'a', value: '1' }] }, templates: [] })

  t.strictSame(decideWith(settings, object).reasons, {
    'podMetadata.labels[a]': 'injected/absent',
    'podMetadata.labels[b]': 'skipped/tag-unresolved',
  })
})

t.test('a workload that the settings name wins over the one that is computed', async (t) => {
  const extraPodLabels = { 'panfactum.com/workload': 'mine' }

  for (const labelsEnabled of [true, false])
    t.match(decideWith({ labelsEnabled, extraPodLabels }, workflow()).after, {
      spec: { podMetadata: { labels: { 'panfactum.com/workload': 'mine' } } },
    })
})

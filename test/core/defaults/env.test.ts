import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { clusterWorkflowTemplate, containerWorkflow, workflow } from '../../helpers/objects.ts'
import { NOTHING, settingsOf } from '../../helpers/settings.ts'

const SETTINGS = { commonEnv: { STAGE: 'prod' } }
const KEY = 'templates[main].container.env'
const ALL = {
  commonEnv: { PLAIN: '' },
  commonEnvFromSecrets: { TOKEN: { secretName: 'ci', key: 'token' } },
  commonEnvFromConfigMaps: { URL: { configMapName: 'ci', key: 'url' } },
}

t.test('gives each container its variables', async (t) => {
  const { find, patch } = decideWith(SETTINGS, containerWorkflow())

  t.match(find(KEY), { setting: 'commonEnv', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(patch, [
    { op: 'add', path: '/spec/templates/0/container/env', value: [{ name: 'STAGE', value: 'prod' }] },
  ])
})

t.test('from Secrets, from ConfigMaps, and by value, the empty one included (D20)', async (t) => {
  t.strictSame(decideWith(ALL, containerWorkflow()).find(KEY)?.value, [
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'ci', key: 'token', optional: false } } },
    { name: 'URL', valueFrom: { configMapKeyRef: { name: 'ci', key: 'url', optional: false } } },
    { name: 'PLAIN', value: '' },
  ])
})

t.test('names the setting of the uppermost layer', async (t) => {
  const settings = settingsOf({ ...NOTHING, ...ALL }, { profile: 'p', profiles: { p: { commonEnv: { A: '1' } } } })

  t.match(decideUnder(settings, containerWorkflow()).find(KEY), {
    setting: 'commonEnv',
    source: { layer: 'profile', name: 'p', by: 'file' },
  })
})

t.test("keeps the user's list whole, the empty one included", async (t) => {
  for (const env of [[], [{ name: 'OTHER', value: '1' }]])
    t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i', env })).reasons, { [KEY]: 'kept/user-set' })
})

t.test('keeps the list of templateDefaults', async (t) => {
  const templateDefaults = { container: { env: [{ name: 'OTHER', value: '1' }] } }

  t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i' }, {}, { templateDefaults })).reasons, {
    [KEY]: 'kept/set-elsewhere',
  })
})

t.test('not beside envFrom, over whose variables these would win (H7.5)', async (t) => {
  const envFrom = [{ configMapRef: { name: 'app' } }]
  const templateDefaults = { container: { envFrom } }

  for (const object of [
    containerWorkflow({ image: 'i', envFrom }),
    containerWorkflow({ image: 'i' }, {}, { templateDefaults }),
  ]) {
    const { reasons, patch } = decideWith(SETTINGS, object)

    t.strictSame(reasons, { [KEY]: 'skipped/env-from' })
    t.strictSame(patch, [])
  }
})

t.test('an empty envFrom takes nothing away', async (t) => {
  t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i', envFrom: [] })).reasons, {
    [KEY]: 'injected/absent',
  })
})

t.test("beside envFrom, the user's env is still the user's", async (t) => {
  const container = { image: 'i', env: [], envFrom: [{ configMapRef: { name: 'app' } }] }

  t.strictSame(decideWith(SETTINGS, containerWorkflow(container)).reasons, { [KEY]: 'kept/user-set' })
})

t.test('leaves out just the variables whose tags do not resolve, and says so of each', async (t) => {
  const settings = {
    commonEnv: { A: '{{inputs.parameters.x}}', B: '{{workflow.name}}', C: '{{pod.name}}', D: '{{item}}' },
  }

  const { reasons, find } = decideWith(settings, containerWorkflow())

  t.strictSame(reasons, {
    [KEY]: 'injected/absent',
    'templates[main].container.env[A]': 'skipped/tag-unresolved',
    'templates[main].container.env[D]': 'skipped/tag-unresolved',
  })
  t.strictSame(find(KEY)?.value, [
    { name: 'B', value: '{{workflow.name}}' },
    { name: 'C', value: '{{pod.name}}' },
  ])
  t.match(find('templates[main].container.env[A]')?.message, '{{inputs.parameters.x}}')
})

t.test('says of each why it is left out where none is left', async (t) => {
  const { reasons, patch } = decideWith({ commonEnv: { A: '{{item}}' } }, containerWorkflow())

  t.strictSame(reasons, { 'templates[main].container.env[A]': 'skipped/tag-unresolved' })
  t.strictSame(patch, [])
})

t.test("a template's input lets a tag resolve there, a parameter passed through too", async (t) => {
  const settings = {
    commonEnv: { A: '{{inputs.parameters.x}}', B: '{{workflow.parameters.stage}}', C: '{{inputs.parameters.stage}}' },
    passthroughParameters: [{ name: 'stage', default: 'prod' }],
  }
  const object = containerWorkflow({ image: 'i' }, { inputs: { parameters: [{ name: 'x' }] } })

  t.strictSame(
    decideWith(settings, object).find(KEY)?.value,
    ['A', 'B', 'C'].map((name) => ({ name, value: settings.commonEnv[name as 'A'] })),
  )
})

t.test('gives a cluster-scoped template nothing from Secrets and ConfigMaps (H2.5)', async (t) => {
  const object = clusterWorkflowTemplate({ templates: [{ name: 'main', container: { image: 'i' } }] })

  const { reasons, find } = decideWith(ALL, object, { request: { namespace: '' } })

  t.strictSame(reasons, {
    [KEY]: 'injected/absent',
    'templates[main].container.env[TOKEN]': 'skipped/namespaced-reference',
    'templates[main].container.env[URL]': 'skipped/namespaced-reference',
  })
  t.strictSame(find(KEY)?.value, [{ name: 'PLAIN', value: '' }])
  t.match(find('templates[main].container.env[TOKEN]')?.message, 'the Secret ci')
  t.match(find('templates[main].container.env[URL]')?.message, 'the ConfigMap ci')
})

t.test('gives every container of a containerSet, scripts and inline templates the same', async (t) => {
  const templates = [
    {
      name: 'set',
      containerSet: {
        containers: [
          { name: 'a', image: 'i' },
          { name: 'b', image: 'i', env: [] },
        ],
      },
    },
    { name: 'dag', dag: { tasks: [{ name: 't', inline: { script: { image: 'i', source: 'x' } } }] } },
    { name: 'data', data: { source: {} } },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    'templates[set].containerSet.containers[a].env': 'injected/absent',
    'templates[set].containerSet.containers[b].env': 'kept/user-set',
    'templates[dag].dag.tasks[t].inline.script.env': 'injected/absent',
  })
})

import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { containerWorkflow, workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const BUILT_IN = { requests: { cpu: '50m', memory: '100Mi' }, limits: { memory: '100Mi' } }
const SETTINGS = { defaultResources: {} }
const KEY = 'templates[main].container.resources'

t.test('gives each container its resources', async (t) => {
  const { find, patch } = decideUnder(settingsOf({}), containerWorkflow({ image: 'i' }))

  t.match(find(KEY), { setting: 'defaultResources', decision: 'injected', source: { layer: 'built-in' } })
  t.strictSame(find(KEY)?.value, BUILT_IN)
  t.ok(patch.length > 0)
})

t.test('in place of the empty ones that every Go client sends (R3.2, D16)', async (t) => {
  const { find, patch } = decideWith(SETTINGS, containerWorkflow({ image: 'i', resources: {} }))

  t.match(find(KEY), { decision: 'injected', reason: 'empty', source: { layer: 'file' } })
  t.strictSame(patch, [{ op: 'replace', path: '/spec/templates/0/container/resources', value: BUILT_IN }])
})

t.test("never mixes them with the user's (H16.3)", async (t) => {
  for (const resources of [{ requests: { cpu: '4' } }, { limits: {} }])
    t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i', resources })).reasons, { [KEY]: 'kept/user-set' })
})

t.test('leaves out the quantities that are turned off', async (t) => {
  const settings = { defaultResources: { requests: { cpu: null, 'nvidia.com/gpu': 1 }, limits: { memory: null } } }

  t.strictSame(decideWith(settings, containerWorkflow()).find(KEY)?.value, {
    requests: { memory: '100Mi', 'nvidia.com/gpu': '1' },
  })
})

t.test('says nothing where all are', async (t) => {
  const settings = { defaultResources: { requests: { cpu: null, memory: null }, limits: { memory: null } } }

  t.strictSame(decideWith(settings, containerWorkflow()).decisions, [])
  t.strictSame(decideWith({}, containerWorkflow()).decisions, [])
})

t.test('keeps those of templateDefaults', async (t) => {
  const templateDefaults = { container: { resources: { limits: { memory: '1Gi' } } } }

  t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i' }, {}, { templateDefaults })).reasons, {
    [KEY]: 'kept/set-elsewhere',
  })
})

t.test('not where the resources of the whole Pod are set, from wherever (R6.7)', async (t) => {
  const podResources = { requests: { cpu: '1' } }
  const objects = {
    'templates[main].podResources': containerWorkflow({ image: 'i' }, { podResources }),
    'templateDefaults.podResources': containerWorkflow({ image: 'i' }, {}, { templateDefaults: { podResources } }),
    podResources: containerWorkflow({ image: 'i' }, {}, { podResources }),
  }

  for (const [where, object] of Object.entries(objects)) {
    const { find, patch } = decideWith(SETTINGS, object)

    t.match(find(KEY), { decision: 'skipped', reason: 'pod-resources' })
    t.match(find(KEY)?.message, where)
    t.strictSame(patch, [])
  }
})

t.test('gives each container of a containerSet its own', async (t) => {
  const templates = [{ name: 'set', containerSet: { containers: [{ name: 'a' }, { name: 'b' }] } }]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    'templates[set].containerSet.containers[a].resources': 'injected/absent',
    'templates[set].containerSet.containers[b].resources': 'injected/absent',
  })
})

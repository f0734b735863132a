import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { containerWorkflow, workflow } from '../../helpers/objects.ts'
import { NOTHING, settingsOf } from '../../helpers/settings.ts'

const ALL = {
  armNodesEnabled: true,
  burstableNodesEnabled: true,
  controllerNodeRequired: true,
  spotNodesEnabled: true,
  workflowNodesRequired: true,
}
const EXTRA = { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }

function tolerate(key: string): object {
  return { key, operator: 'Equal', value: 'true', effect: 'NoSchedule' }
}

t.test('lets Pods go to the nodes that the settings allow, at the level of the spec (R6.1)', async (t) => {
  const { find, patch } = decideWith({ spotNodesEnabled: true, armNodesEnabled: true }, containerWorkflow())

  t.match(find('tolerations'), { setting: 'spotNodesEnabled', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(patch, [{ op: 'add', path: '/spec/tolerations', value: [tolerate('spot'), tolerate('arm64')] }])
})

t.test('and to those that further tolerations allow, which come last', async (t) => {
  const { find } = decideWith({ ...ALL, extraTolerations: [EXTRA] }, workflow())

  t.strictSame(find('tolerations')?.value, [
    ...['burstable', 'spot', 'arm64', 'controller', 'workflow'].map(tolerate),
    EXTRA,
  ])
})

t.test('names the setting of the uppermost layer', async (t) => {
  const settings = settingsOf({ ...NOTHING, ...ALL }, { profile: 'p', profiles: { p: { extraTolerations: [EXTRA] } } })

  t.match(decideUnder(settings, workflow()).find('tolerations'), {
    setting: 'extraTolerations',
    source: { layer: 'profile', name: 'p', by: 'file' },
  })
})

t.test("keeps the user's list whole, the empty one included (R3.3)", async (t) => {
  for (const list of [[], [EXTRA]])
    t.strictSame(
      decideWith(ALL, workflow({ tolerations: list, templates: [] })).reasons['tolerations'],
      'kept/user-set',
    )
})

t.test('says nothing where there is none', async (t) => {
  const { find } = decideWith({ spotNodesEnabled: false, extraTolerations: [] }, workflow())

  t.equal(find('tolerations'), undefined)
})

t.test('gives no list with a tag that does not resolve', async (t) => {
  const settings = { extraTolerations: [{ key: 'a', value: '{{inputs.parameters.x}}' }] }

  t.equal(decideWith(settings, workflow()).reasons['tolerations'], 'skipped/tag-unresolved')
})

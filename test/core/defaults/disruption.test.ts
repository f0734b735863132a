import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

t.test('keeps Pods from being moved, by a budget that none ever meets and by annotations (R8, H14.2)', async (t) => {
  const { find, patch } = decideWith({ disruptionsEnabled: false }, workflow())

  t.match(find('podDisruptionBudget'), {
    setting: 'disruptionsEnabled',
    decision: 'injected',
    source: { layer: 'file' },
  })
  for (const name of ['karpenter.sh/do-not-disrupt', 'cluster-autoscaler.kubernetes.io/safe-to-evict'])
    t.match(find(`podMetadata.annotations[${name}]`), { setting: 'disruptionsEnabled', source: { layer: 'file' } })
  t.strictSame(patch, [
    { op: 'add', path: '/spec/podDisruptionBudget', value: { minAvailable: 9999 } },
    {
      op: 'add',
      path: '/spec/podMetadata',
      value: {
        annotations: {
          'karpenter.sh/do-not-disrupt': 'true',
          'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
        },
      },
    },
  ])
})

t.test('as is built in', async (t) => {
  t.match(decideUnder(settingsOf({}), workflow()).find('podDisruptionBudget'), { source: { layer: 'built-in' } })
})

t.test('not where they may be moved', async (t) => {
  for (const disruptionsEnabled of [true, null]) t.strictSame(decideWith({ disruptionsEnabled }, workflow()).patch, [])
})

t.test("keeps the user's budget whole, for a budget has one of its two numbers (H1.2)", async (t) => {
  for (const podDisruptionBudget of [{}, { maxUnavailable: 1 }]) {
    const { reasons } = decideWith({ disruptionsEnabled: false }, workflow({ podDisruptionBudget, templates: [] }))

    t.equal(reasons['podDisruptionBudget'], 'kept/user-set')
  }
})

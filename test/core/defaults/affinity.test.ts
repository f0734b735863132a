import t from 'tap'
import { own } from '../../../src/core/json.ts'
import { decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'

t.test('sends Pods to the nodes that they require, by all labels at once', async (t) => {
  const { find, patch } = decideWith({ nodeRequirements: { zone: ['b'], arch: ['arm64', 'amd64'] } }, workflow())

  t.match(find('affinity'), { setting: 'nodeRequirements', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(patch, [
    {
      op: 'add',
      path: '/spec/affinity',
      value: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'arch', operator: 'In', values: ['arm64', 'amd64'] },
                  { key: 'zone', operator: 'In', values: ['b'] },
                ],
              },
            ],
          },
        },
      },
    },
  ])
})

t.test('and to those of the controller, or for workflows alone', async (t) => {
  const { find } = decideWith({ controllerNodeRequired: true, workflowNodesRequired: true }, workflow())

  t.match(find('affinity')?.value, {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'panfactum.com/class', operator: 'In', values: ['controller'] },
              { key: 'panfactum.com/workflow-only', operator: 'In', values: ['true'] },
            ],
          },
        ],
      },
    },
  })
})

t.test('rather than others, by weight and operator (D4)', async (t) => {
  const nodePreferences = {
    zone: { weight: 7, operator: 'NotIn', values: ['a'] },
    gpu: { weight: 100, operator: 'Exists' },
  }

  t.strictSame(decideWith({ nodePreferences }, workflow()).find('affinity')?.value, {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, preference: { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] } },
        { weight: 7, preference: { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] } },
      ],
    },
  })
})

t.test('requires and prefers side by side', async (t) => {
  const settings = {
    nodeRequirements: { arch: ['arm64'] },
    nodePreferences: { zone: { weight: 1, operator: 'In', values: ['a'] } },
  }

  const { find } = decideWith(settings, workflow())

  t.strictSame(Object.keys(own(find('affinity')?.value, 'nodeAffinity') ?? {}), [
    'requiredDuringSchedulingIgnoredDuringExecution',
    'preferredDuringSchedulingIgnoredDuringExecution',
  ])
})

t.test("keeps the user's whole, the empty one included (R3.3)", async (t) => {
  for (const affinity of [{}, { podAffinity: {} }])
    t.strictSame(decideWith({ nodeRequirements: { a: ['b'] } }, workflow({ affinity, templates: [] })).reasons, {
      affinity: 'kept/user-set',
    })
})

t.test('says nothing where no node is required or preferred (D12)', async (t) => {
  for (const settings of [{}, { nodeRequirements: {}, nodePreferences: {} }, { controllerNodeRequired: false }])
    t.equal(decideWith(settings, workflow()).find('affinity'), undefined)
})

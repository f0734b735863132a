import t from 'tap'
import type { JsonObject } from '../../../src/core/json.ts'
import type { Decided } from '../../helpers/decided.ts'
import { decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'

const TOLERATIONS = 'templates[get].tolerations'
const PATCH = 'templates[get].podSpecPatch'

t.test('lets its Pod go anywhere, and gives its executor more memory (R6.4)', async (t) => {
  const { find } = decideResource()

  t.match(find(TOLERATIONS), {
    setting: 'resourceTemplates',
    decision: 'injected',
    source: { layer: 'built-in' },
    value: ['spot', 'arm64', 'burstable'].map((key) => ({
      key,
      operator: 'Equal',
      value: 'true',
      effect: 'NoSchedule',
    })),
  })
  t.match(find(PATCH), { setting: 'resourceTemplates', decision: 'injected', source: { layer: 'built-in' } })
  t.strictSame(JSON.parse(find(PATCH)?.value as string), {
    containers: [
      { name: 'main', resources: { requests: { cpu: '10m', memory: '150Mi' }, limits: { memory: '250Mi' } } },
    ],
  })
})

t.test("keeps the user's", async (t) => {
  t.strictSame(decideResource({ tolerations: [], podSpecPatch: '{}' }).reasons, {
    [TOLERATIONS]: 'kept/user-set',
    [PATCH]: 'kept/user-set',
  })
})

t.test('keeps what reaches it from templateDefaults and from the spec', async (t) => {
  const elsewhere = { tolerations: [], podSpecPatch: '{}' }

  for (const spec of [elsewhere, { templateDefaults: elsewhere }])
    t.strictSame(decideResource({}, spec).reasons, {
      [TOLERATIONS]: 'kept/set-elsewhere',
      [PATCH]: 'kept/set-elsewhere',
    })
})

t.test('keeps the tolerations of a template that calls it', async (t) => {
  const templates = [
    { name: 'main', tolerations: [], dag: { tasks: [{ name: 't', template: 'get' }] } },
    { name: 'get', resource: { action: 'get' } },
  ]

  const { reasons, find } = decideWith({}, workflow({ templates }))

  t.strictSame(reasons, { [TOLERATIONS]: 'kept/set-elsewhere', [PATCH]: 'injected/absent' })
  t.match(find(TOLERATIONS)?.message, 'templates[main].tolerations')
})

t.test("the spec's default tolerations are not the user's (R3.5)", async (t) => {
  const { after } = decideResource({}, {}, { spotNodesEnabled: true })
  const spec = JSON.parse(JSON.stringify(after)) as { readonly spec: JsonObject }

  const { reasons } = decideResource({}, { tolerations: spec.spec['tolerations'] }, { spotNodesEnabled: true })

  t.equal(reasons['tolerations'], 'kept/equals-default')
  t.equal(reasons[TOLERATIONS], 'injected/absent')
})

t.test('raises no memory where the resources of the whole Pod are set (R6.7)', async (t) => {
  const podResources = { limits: { memory: '1Gi' } }

  for (const [template, spec] of [
    [{ podResources }, {}],
    [{}, { podResources }],
  ] as const)
    t.strictSame(decideResource(template, spec).reasons, {
      [TOLERATIONS]: 'injected/absent',
      [PATCH]: 'skipped/pod-resources',
    })
})

t.test('an inline one gets the same, and no other type does', async (t) => {
  const templates = [
    { name: 'main', dag: { tasks: [{ name: 't', inline: { resource: { action: 'get' } } }] } },
    { name: 'a', container: { image: 'i' } },
    { name: 'b', data: { source: {} } },
  ]

  t.strictSame(decideWith({}, workflow({ templates })).reasons, {
    'templates[main].dag.tasks[t].inline.tolerations': 'injected/absent',
    'templates[main].dag.tasks[t].inline.podSpecPatch': 'injected/absent',
  })
})

function decideResource(template: JsonObject = {}, spec: JsonObject = {}, settings: object = {}): Decided {
  return decideWith(
    settings,
    workflow({ ...spec, templates: [{ name: 'get', resource: { action: 'get' }, ...template }] }),
  )
}

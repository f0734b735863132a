import type { Test } from 'tap'
import t from 'tap'
import type { Json, JsonObject } from '../../src/core/json.ts'
import type { Decided } from '../helpers/decided.ts'
import { decideWith } from '../helpers/decided.ts'
import { clusterWorkflowTemplate, containerWorkflow, cronWorkflow, workflow } from '../helpers/objects.ts'
import { resolvePointer } from '../helpers/strict-patch.ts'

const SPREAD = { name: 'panfactum.com/defaults' }
const MOUNT_SPREAD = { name: 'panfactum.com/defaults', mountPath: '' }
const TOLERATION_SPREAD = { key: 'panfactum.com/defaults' }
const EXTRA = { name: 'extra', emptyDir: {} }
const SETTINGS = {
  commonEnv: { A: '1', B: '2' },
  extraTolerations: [
    { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'gpu', operator: 'Exists', effect: 'NoExecute' },
  ],
  tmpDirectories: {
    cache: { mountPath: '/cache', nodeLocal: true },
    tmp: { mountPath: '/tmp', nodeLocal: true },
  },
}

/** Decides a Workflow of one template, and makes sure that nothing is left to do a second time. */
function decideOnce(t: Test, settings: object, object: unknown): Decided {
  const decided = decideWith(settings, object)
  t.strictSame(decideWith(settings, decided.after).patch, [], 'and nothing the second time')
  return decided
}

function at({ after }: Decided, field: string): Json | undefined {
  return resolvePointer(after, `/spec/${field}`)
}

function container({ after }: Decided, field: string): Json | undefined {
  return resolvePointer(after, `/spec/templates/0/container/${field}`)
}

t.test('the entry is replaced, in place, by the defaults of the list (R3.6)', async (t) => {
  const own = { name: 'ARCH', value: 'amd64' }
  const [a, b] = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ]

  for (const [written, expected] of [
    [[SPREAD], [a, b]],
    [
      [SPREAD, own],
      [a, b, own],
    ],
    [
      [own, SPREAD],
      [own, a, b],
    ],
    [
      [own, SPREAD, EXTRA],
      [own, a, b, EXTRA],
    ],
  ] as const) {
    const decided = decideOnce(t, SETTINGS, containerWorkflow({ image: 'i', env: written }))

    t.strictSame(envOf(decided), expected)
    t.match(decided.find('templates[main].container.env[A]'), {
      decision: 'injected',
      reason: 'spread',
      path: '/spec/templates/0/container/env/-',
      setting: 'commonEnv',
      value: a,
    })
  }
})

t.test("the user's item wins over the default that it collides with", async (t) => {
  const env = [SPREAD, { name: 'B', value: 'mine' }]
  const volumeMounts = [{ name: 'extra', mountPath: '/tmp/' }, MOUNT_SPREAD]
  const object = containerWorkflow({ image: 'i', env, volumeMounts }, { volumes: [EXTRA, SPREAD] })

  const decided = decideOnce(t, SETTINGS, object)

  t.match(envOf(decided), [{ name: 'A' }, { name: 'B', value: 'mine' }])
  t.match(decided.find('templates[main].container.env[B]'), {
    decision: 'kept',
    reason: 'user-set',
    message: 'the user set B',
  })
  t.match(mountsOf(decided), [{ mountPath: '/tmp/' }, { name: 'cache' }])
  t.match(volumesOf(decided), [EXTRA, { name: 'cache' }])
})

t.test('tolerations collide by key and effect', async (t) => {
  const mine = { key: 'gpu', operator: 'Equal', value: 'a', effect: 'NoSchedule' }
  const object = workflow({ tolerations: [mine, TOLERATION_SPREAD], templates: [] })

  const decided = decideOnce(t, SETTINGS, object)

  t.match(at(decided, 'tolerations'), [mine, { key: 'gpu', effect: 'NoExecute' }])
  t.match(decided.find('tolerations[gpu:NoExecute]'), { decision: 'injected', reason: 'spread' })
})

t.test('a template may ask for the tolerations of the spec, whatever its type', async (t) => {
  const templates = [
    { name: 'main', tolerations: [TOLERATION_SPREAD, { key: 'foo' }], container: { image: 'i' } },
    { name: 'dag', tolerations: [TOLERATION_SPREAD], dag: { tasks: [] } },
    { name: 'get', tolerations: [{ key: 'foo' }, TOLERATION_SPREAD], resource: { action: 'get' } },
  ]

  const { after } = decideOnce(t, SETTINGS, workflow({ templates }))

  t.match(resolvePointer(after, '/spec/templates'), [
    { tolerations: [{ key: 'gpu' }, { key: 'gpu' }, { key: 'foo' }] },
    { tolerations: [{ key: 'gpu' }, { key: 'gpu' }] },
    { tolerations: [{ key: 'foo' }, { key: 'spot' }, { key: 'arm64' }, { key: 'burstable' }] },
  ])
})

t.test('volumes come with the mounts that are theirs', async (t) => {
  const decided = decideOnce(t, SETTINGS, containerWorkflow({ image: 'i' }, { volumes: [SPREAD, EXTRA] }))

  t.match(volumesOf(decided), [{ name: 'cache' }, { name: 'tmp' }, EXTRA])
  t.match(mountsOf(decided), [{ name: 'cache' }, { name: 'tmp' }])
})

t.test('and with those that the user mounts by hand', async (t) => {
  const volumeMounts = [{ name: 'tmp', mountPath: '/elsewhere' }]

  const decided = decideOnce(t, SETTINGS, containerWorkflow({ image: 'i', volumeMounts }, { volumes: [SPREAD] }))

  t.match(volumesOf(decided), [{ name: 'tmp' }])
  t.equal((volumesOf(decided) as readonly Json[]).length, 1)
})

t.test('a volume of the user of the same name, and another kind, keeps its mounts for itself', async (t) => {
  const mine = { name: 'tmp', hostPath: { path: '/x' } }

  const decided = decideOnce(t, SETTINGS, containerWorkflow({ image: 'i' }, { volumes: [SPREAD, mine] }))

  t.match(mountsOf(decided), [{ name: 'cache' }])
  t.match(volumesOf(decided), [{ name: 'cache' }, mine])
})

t.test('in the spec they are there for all templates, which get no copies', async (t) => {
  const object = containerWorkflow({ image: 'i' }, {}, { volumes: [SPREAD, EXTRA] })

  const decided = decideOnce(t, SETTINGS, object)

  t.match(at(decided, 'volumes'), [{ name: 'cache' }, { name: 'tmp' }, EXTRA])
  t.match(mountsOf(decided), [{ name: 'cache' }, { name: 'tmp' }])
  t.equal(volumesOf(decided), undefined)
})

t.test('but for a containerSet, which does not get them from there (H6.3)', async (t) => {
  const templates = [{ name: 'set', containerSet: { containers: [{ name: 'main', image: 'i' }] } }]

  const { after } = decideOnce(t, SETTINGS, workflow({ volumes: [SPREAD], templates }))

  t.match(resolvePointer(after, '/spec/templates/0/volumes'), [{ name: 'cache' }, { name: 'tmp' }])
})

t.test('a template that came later mounts what the spec has from before', async (t) => {
  const { after } = decideWith(SETTINGS, containerWorkflow({ image: 'i' }, {}, { volumes: [SPREAD] }))
  const spec = resolvePointer(after, '/spec') as JsonObject
  const templates = [...(spec['templates'] as readonly Json[]), { name: 'new', container: { image: 'i' } }]

  const decided = decideOnce(t, SETTINGS, workflow({ ...spec, templates }))

  t.match(decided.find('templates[new].container.volumeMounts')?.value, [{ name: 'cache' }, { name: 'tmp' }])
  t.equal(decided.find('templates[new].volumes'), undefined)
})

t.test('a second entry in a list is left out, with a warning', async (t) => {
  const object = containerWorkflow({ image: 'i', env: [SPREAD, { name: 'X', value: '' }, SPREAD] })

  const decided = decideOnce(t, SETTINGS, object)

  t.match(envOf(decided), [{ name: 'A' }, { name: 'B' }, { name: 'X' }])
  t.strictSame(decided.warnings, [
    'templates[main].container.env: panfactum.com/defaults stands here again, and is left out',
  ])
})

t.test('so is one where the list has no defaults', async (t) => {
  const object = containerWorkflow(
    { image: 'i', env: [SPREAD, SPREAD], volumeMounts: [{ name: 'extra', mountPath: '/x' }, MOUNT_SPREAD] },
    { volumes: [EXTRA, SPREAD], tolerations: [TOLERATION_SPREAD] },
    { volumes: [SPREAD], tolerations: [TOLERATION_SPREAD, { key: 'foo' }] },
  )

  const decided = decideOnce(t, {}, object)

  t.match(envOf(decided), [])
  t.match(mountsOf(decided), [{ name: 'extra' }])
  t.match(volumesOf(decided), [EXTRA])
  t.strictSame([at(decided, 'volumes'), at(decided, 'tolerations')], [[], [{ key: 'foo' }]])
  t.equal(decided.warnings.filter((warning) => warning.includes('there are no defaults')).length, 6)
})

t.test('and one where all of them would do harm', async (t) => {
  const settings = { commonEnv: { A: '{{inputs.parameters.nobody}}' } }

  const decided = decideOnce(t, settings, containerWorkflow({ image: 'i', env: [SPREAD, { name: 'X' }] }))

  t.strictSame(envOf(decided), [{ name: 'X' }])
  t.match(decided.find('templates[main].container.env[A]'), { decision: 'skipped', reason: 'tag-unresolved' })
})

t.test('what would do harm is left out, and the rest comes', async (t) => {
  const settings = { commonEnv: { A: '{{inputs.parameters.nobody}}', B: '2' } }

  const decided = decideOnce(t, settings, containerWorkflow({ image: 'i', env: [SPREAD] }))

  t.strictSame(envOf(decided), [{ name: 'B', value: '2' }])
  t.match(decided.find('templates[main].container.env[A]'), { decision: 'skipped', reason: 'tag-unresolved' })
})

t.test('skip is stronger, and silent (R3.4)', async (t) => {
  const one = decideOnce(t, SETTINGS, skip('templates[main].container.env[A]'))
  const all = decideOnce(t, SETTINGS, skip('templates[main].container.env'))

  t.match(envOf(one), [{ name: 'B' }, { name: 'X' }])
  t.strictSame(envOf(all), [{ name: 'X' }])
  t.strictSame(all.warnings, [])
})

t.test('who asks for variables beside envFrom gets them', async (t) => {
  const object = containerWorkflow({ image: 'i', envFrom: [{ configMapRef: { name: 'app' } }], env: [SPREAD] })

  t.match(envOf(decideOnce(t, SETTINGS, object)), [{ name: 'A' }, { name: 'B' }])
})

t.test('an item that templateDefaults bring is the user’s too (H3.2)', async (t) => {
  const templateDefaults = { container: { env: [{ name: 'A', value: 'mine' }] } }
  const object = containerWorkflow({ image: 'i', env: [SPREAD] }, {}, { templateDefaults })

  t.match(envOf(decideOnce(t, SETTINGS, object)), [{ name: 'B' }])
})

t.test('anywhere else it draws a warning, and stays', async (t) => {
  const object = containerWorkflow(
    { image: 'i' },
    { sidecars: [{ name: 's', env: [SPREAD] }], initContainers: [{ name: 'n', volumeMounts: [MOUNT_SPREAD] }] },
    { templateDefaults: { container: { env: [SPREAD] } }, imagePullSecrets: [SPREAD] },
  )

  const { warnings, after } = decideWith({}, object)

  t.strictSame(
    warnings.map((warning) => String(warning.split(':')[0])).toSorted((a, b) => (a < b ? -1 : 1)),
    [
      'imagePullSecrets',
      'templateDefaults.container.env',
      'templates[0].initContainers[0].volumeMounts',
      'templates[0].sidecars[0].env',
    ],
  )
  t.strictSame(after, object)
})

t.test('a CronWorkflow leaves it to its Workflows (R6.5)', async (t) => {
  const templates = [{ name: 'main', container: { image: 'i', env: [SPREAD] } }]

  const { patch, warnings } = decideWith(SETTINGS, cronWorkflow({ templates }))

  t.strictSame([patch, warnings], [[], []])
})

t.test('a cluster-scoped template gets only what its callers have (H2.5)', async (t) => {
  const settings = { commonEnv: { A: '1' }, commonEnvFromSecrets: { TOKEN: { secretName: 's', key: 'k' } } }
  const templates = [{ name: 'main', container: { image: 'i', env: [SPREAD] } }]

  const { after } = decideWith(settings, clusterWorkflowTemplate({ templates }), { request: { namespace: '' } })

  t.strictSame(resolvePointer(after, '/spec/templates/0/container/env'), [{ name: 'A', value: '1' }])
})

t.test('is not looked for where the request has none', async (t) => {
  const { patch } = decideWith({}, containerWorkflow({ image: 'i', env: [SPREAD] }), {
    request: { mayHaveSpread: false },
  })

  t.strictSame(patch, [])
})

function skip(keys: string): object {
  const metadata = { name: 'a', annotations: { 'workflows.panfactum.com/skip': keys } }
  return { ...containerWorkflow({ image: 'i', env: [SPREAD, { name: 'X' }] }), metadata }
}

function envOf(decided: Decided): Json | undefined {
  return container(decided, 'env')
}

function mountsOf(decided: Decided): Json | undefined {
  return container(decided, 'volumeMounts')
}

function volumesOf({ after }: Decided): Json | undefined {
  return resolvePointer(after, '/spec/templates/0/volumes')
}

t.test(
  'what the skip annotation names does not come with the spread entry either, nor what has a tag that does not resolve',
  async (t) => {
    const settings = { commonEnv: { A: '1', B: '{{inputs.parameters.x}}', C: '3' } }
    const annotations = { 'workflows.panfactum.com/skip': 'templates[main].container.env[A]' }
    const object = { ...containerWorkflow({ env: [SPREAD] }), metadata: { name: 'a', annotations } }

    const { after, reasons } = decideWith(settings, object)

    t.strictSame(resolvePointer(after, '/spec/templates/0/container/env'), [{ name: 'C', value: '3' }])
    t.match(reasons, {
      'templates[main].container.env[A]': 'skipped/skip-annotation',
      'templates[main].container.env[B]': 'skipped/tag-unresolved',
      'templates[main].container.env[C]': 'injected/spread',
    })
  },
)

t.test(
  'a default volume does not take the name of a claim of the user, though a spread entry asks for it (H6.1)',
  async (t) => {
    const settings = { tmpDirectories: { cache: { mountPath: '/cache', nodeLocal: true } } }
    const claim = { metadata: { name: 'cache' }, spec: {} }

    const decided = decideWith(settings, workflow({ volumes: [SPREAD, EXTRA], volumeClaimTemplates: [claim] }))

    t.strictSame(resolvePointer(decided.after, '/spec/volumes'), [EXTRA])
    t.match(decided.reasons, { 'volumes[cache]': 'skipped/name-taken' })
  },
)

t.test('so it is with tolerations that a template asks for', async (t) => {
  const settings = {
    extraTolerations: ['a', 'b', '{{inputs.parameters.x}}'].map((value, index) => {
      return { key: `k${index}`, operator: 'Equal', value, effect: 'NoSchedule' }
    }),
  }
  const annotations = { 'workflows.panfactum.com/skip': 'templates[main].tolerations[k0:NoSchedule]' }
  const object = containerWorkflow({ image: 'i' }, { tolerations: [TOLERATION_SPREAD] })

  const { after, reasons } = decideWith(settings, { ...object, metadata: { name: 'a', annotations } })

  t.match(resolvePointer(after, '/spec/templates/0/tolerations'), [{ key: 'k1' }])
  t.match(reasons, {
    'templates[main].tolerations[k0:NoSchedule]': 'skipped/skip-annotation',
    'templates[main].tolerations[k2:NoSchedule]': 'skipped/tag-unresolved',
  })
})

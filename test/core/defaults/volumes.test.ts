import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { clusterWorkflowTemplate, containerWorkflow, workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const CACHE = { name: 'cache', emptyDir: { sizeLimit: '100Mi' } }
const MOUNT = { name: 'cache', mountPath: '/cache' }
const SETTINGS = { tmpDirectories: { cache: { mountPath: '/cache', nodeLocal: true } } }
const TWO = { tmpDirectories: { ...SETTINGS.tmpDirectories, free: { mountPath: '/free', nodeLocal: true } } }
const MOUNTS = 'templates[main].container.volumeMounts'
const VOLUMES = 'templates[main].volumes'

t.test('a volume goes to the template whose container got its mount (R6.3)', async (t) => {
  const { find, patch } = decideWith(SETTINGS, containerWorkflow())

  t.match(find(MOUNTS), { setting: 'tmpDirectories', decision: 'injected', source: { layer: 'file' } })
  t.match(find(VOLUMES), { setting: 'tmpDirectories', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(patch, [
    { op: 'add', path: '/spec/templates/0/container/volumeMounts', value: [MOUNT] },
    { op: 'add', path: '/spec/templates/0/volumes', value: [CACHE] },
  ])
})

t.test("the Pod's metadata are mounted by what is built in", async (t) => {
  t.match(decideUnder(settingsOf({}), containerWorkflow()).find(MOUNTS), {
    setting: 'podInfoEnabled',
    value: [{ name: 'podinfo' }],
    source: { layer: 'built-in' },
  })
})

t.test("the user's mounts stay, and then the template gets no volume (R6.3)", async (t) => {
  for (const volumeMounts of [[], [{ name: 'own', mountPath: '/own' }]])
    t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i', volumeMounts })).reasons, {
      [MOUNTS]: 'kept/user-set',
    })
})

t.test('so do those of templateDefaults', async (t) => {
  const templateDefaults = { container: { volumeMounts: [] } }

  t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i' }, {}, { templateDefaults })).reasons, {
    [MOUNTS]: 'kept/set-elsewhere',
  })
})

t.test('a containerSet gets a volume once for all of its containers that mount it', async (t) => {
  const containers = [{ name: 'a' }, { name: 'b', volumeMounts: [] }, { name: 'c' }]

  const { reasons, after } = decideWith(
    SETTINGS,
    workflow({ templates: [{ name: 'set', containerSet: { containers } }] }),
  )

  t.strictSame(reasons, {
    'templates[set].containerSet.containers[a].volumeMounts': 'injected/absent',
    'templates[set].containerSet.containers[b].volumeMounts': 'kept/user-set',
    'templates[set].containerSet.containers[c].volumeMounts': 'injected/absent',
    'templates[set].volumes': 'injected/absent',
  })
  t.match(after, { spec: { templates: [{ volumes: [CACHE] }] } })
})

t.test('where the user lists the volumes of the template without ours, nothing is mounted', async (t) => {
  for (const volumes of [[], [{ name: 'own', emptyDir: {} }]]) {
    const { reasons, find } = decideWith(SETTINGS, containerWorkflow({ image: 'i' }, { volumes }))

    t.strictSame(reasons, { [`${MOUNTS}[/cache]`]: 'skipped/volume-not-listed' })
    t.match(find(`${MOUNTS}[/cache]`)?.message, 'cache')
  }
})

t.test('nor where what stands there is no list', async (t) => {
  for (const volumes of ['text', {}, [null, 'cache', { name: 7 }]])
    t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i' }, { volumes })).reasons, {
      [`${MOUNTS}[/cache]`]: 'skipped/volume-not-listed',
    })
})

t.test('or lists another one by our name', async (t) => {
  const volumes = [{ name: 'cache', hostPath: { path: '/var/cache' } }]

  t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i' }, { volumes })).reasons, {
    [`${MOUNTS}[/cache]`]: 'skipped/name-taken',
  })
})

t.test('where the list has ours as we know it, that is mounted', async (t) => {
  const { reasons, patch } = decideWith(TWO, containerWorkflow({ image: 'i' }, { volumes: [CACHE] }))

  t.match(reasons, { [MOUNTS]: 'injected/absent', [`${MOUNTS}[/free]`]: 'skipped/volume-not-listed' })
  t.strictSame(patch, [{ op: 'add', path: '/spec/templates/0/container/volumeMounts', value: [MOUNT] }])
})

t.test('the volumes of templateDefaults are such a list too', async (t) => {
  const object = containerWorkflow({ image: 'i' }, {}, { templateDefaults: { volumes: [CACHE] } })

  const { reasons, find, patch } = decideWith(TWO, object)

  t.match(reasons, { [MOUNTS]: 'injected/absent', [VOLUMES]: 'kept/set-elsewhere' })
  t.match(find(VOLUMES)?.message, 'templateDefaults.volumes')
  t.strictSame(patch, [{ op: 'add', path: '/spec/templates/0/container/volumeMounts', value: [MOUNT] }])
})

t.test('a name that is taken in the spec is left to the user, with its mounts (H6.1)', async (t) => {
  const specs = [
    { volumes: [{ name: 'cache', hostPath: { path: '/x' } }, null, 'text'] },
    { volumeClaimTemplates: [{ metadata: { name: 'cache' }, spec: {} }, {}, null] },
  ]

  for (const spec of specs) {
    const { reasons, find } = decideWith(TWO, containerWorkflow({ image: 'i' }, {}, spec))

    t.strictSame(reasons, {
      [MOUNTS]: 'injected/absent',
      [`${MOUNTS}[/cache]`]: 'skipped/name-taken',
      [VOLUMES]: 'injected/absent',
    })
    t.match(find(VOLUMES)?.value, [{ name: 'free' }])
  }
})

t.test("so is one of Argo's own (H6.2)", async (t) => {
  const settings = { tmpDirectories: { kubeconfig: { mountPath: '/k', nodeLocal: true } } }

  t.strictSame(decideWith(settings, containerWorkflow()).reasons, { [`${MOUNTS}[/k]`]: 'skipped/name-taken' })
})

t.test(
  'a mount that collides with what the user uses is left out, and the reason names it (H6.5 to H6.8)',
  async (t) => {
    const inputs = {
      artifacts: [
        { name: 'src', path: '/cache/src' },
        { name: 'all', path: '/cache' },
      ],
    }

    const { reasons, find } = decideWith(TWO, containerWorkflow({ image: 'i', workingDir: '/free/app' }, { inputs }))

    t.strictSame(reasons, {
      [`${MOUNTS}[/cache]`]: 'skipped/mount-collides',
      [`${MOUNTS}[/free]`]: 'skipped/mount-collides',
    })
    t.match(find(`${MOUNTS}[/cache]`)?.message, 'an artifact at /cache')
    t.match(find(`${MOUNTS}[/free]`)?.message, 'the working directory at /free/app')
  },
)

t.test('nothing is mounted on Windows (H16.4)', async (t) => {
  const object = containerWorkflow({ image: 'i' }, { nodeSelector: { 'kubernetes.io/os': 'windows' } })

  t.strictSame(decideWith(SETTINGS, object).reasons, { [`${MOUNTS}[/cache]`]: 'skipped/windows' })
})

t.test('a cluster-scoped template mounts no Secret and no ConfigMap (H2.5)', async (t) => {
  const settings = {
    ...SETTINGS,
    secretMounts: { s: { mountPath: '/s' } },
    configMapMounts: { c: { mountPath: '/c' } },
  }
  const object = clusterWorkflowTemplate({ templates: [{ name: 'main', container: { image: 'i' } }] })

  const { reasons, find } = decideWith(settings, object, { request: { namespace: '' } })

  t.strictSame(reasons, {
    [MOUNTS]: 'injected/absent',
    [`${MOUNTS}[/s]`]: 'skipped/namespaced-reference',
    [`${MOUNTS}[/c]`]: 'skipped/namespaced-reference',
    [VOLUMES]: 'injected/absent',
  })
  t.strictSame(find(VOLUMES)?.value, [CACHE])
})

t.test('a mount whose tag does not resolve is left out, with its volume', async (t) => {
  const settings = {
    tmpDirectories: { ...SETTINGS.tmpDirectories, x: { mountPath: '/x/{{inputs.parameters.x}}', nodeLocal: true } },
  }

  const { reasons, find } = decideWith(settings, containerWorkflow())

  t.equal(reasons[`${MOUNTS}[/x/{{inputs.parameters.x}}]`], 'skipped/tag-unresolved')
  t.strictSame(find(VOLUMES)?.value, [CACHE])
})

t.test('an inline template has its volumes itself', async (t) => {
  const templates = [{ name: 'dag', dag: { tasks: [{ name: 't', inline: { container: { image: 'i' } } }] } }]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    'templates[dag].dag.tasks[t].inline.container.volumeMounts': 'injected/absent',
    'templates[dag].dag.tasks[t].inline.volumes': 'injected/absent',
  })
})

t.test("nothing is mounted into what is not the user's container (H4)", async (t) => {
  const templates = [
    {
      name: 'a',
      container: { image: 'i', volumeMounts: [] },
      sidecars: [{ name: 's' }],
      initContainers: [{ name: 'n' }],
    },
    { name: 'b', data: { source: {} } },
    { name: 'c', http: { url: 'u' } },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).patch, [])
})

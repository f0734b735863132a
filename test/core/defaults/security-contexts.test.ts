import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { containerWorkflow, workflow } from '../../helpers/objects.ts'
import { NOTHING, settingsOf } from '../../helpers/settings.ts'

const SETTINGS = {
  securityContextEnabled: true,
  uid: 1000,
  runAsRoot: false,
  privileged: false,
  readOnly: true,
  linuxCapabilities: [],
}
const POD = {
  fsGroup: 1000,
  fsGroupChangePolicy: 'OnRootMismatch',
  runAsGroup: 1000,
  runAsNonRoot: false,
  runAsUser: 1000,
}
const RIGHTS = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
}
const CONTAINER = { ...RIGHTS, runAsGroup: 1000, runAsNonRoot: true, runAsUser: 1000 }
const KEY = 'templates[main].container.securityContext'

t.test('says who Pods and their containers run as, and what they may do', async (t) => {
  const { find, after } = decideWith(SETTINGS, containerWorkflow())

  t.match(find('securityContext'), {
    setting: 'securityContextEnabled',
    decision: 'injected',
    source: { layer: 'file' },
  })
  t.match(find(KEY), { setting: 'securityContextEnabled', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(after, containerWorkflow({ image: 'i', securityContext: CONTAINER }, {}, { securityContext: POD }))
})

t.test('names the setting of the uppermost layer, of those that shape it', async (t) => {
  const settings = settingsOf({ ...NOTHING, ...SETTINGS }, { profile: 'p', profiles: { p: { readOnly: false } } })

  const { find } = decideUnder(settings, containerWorkflow())

  t.match(find('securityContext'), { setting: 'securityContextEnabled', source: { layer: 'file' } })
  t.match(find(KEY), { setting: 'readOnly', source: { layer: 'profile', name: 'p', by: 'file' } })
})

t.test('of root, of another user, and of none', async (t) => {
  t.strictSame(identityUnder({ runAsRoot: true }), [
    { fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: 0, runAsNonRoot: false, runAsUser: 0 },
    { ...RIGHTS, allowPrivilegeEscalation: true, runAsGroup: 0, runAsNonRoot: false, runAsUser: 0 },
  ])
  t.strictSame(identityUnder({ uid: 5 }), [
    { ...POD, fsGroup: 5, runAsGroup: 5, runAsUser: 5 },
    { ...CONTAINER, runAsGroup: 5, runAsUser: 5 },
  ])
  t.strictSame(identityUnder({ uid: null, runAsRoot: null }), [
    { fsGroupChangePolicy: 'OnRootMismatch', runAsNonRoot: false },
    RIGHTS,
  ])
})

t.test('of what is privileged, and of further capabilities', async (t) => {
  t.strictSame(rightsUnder({ privileged: true }), {
    allowPrivilegeEscalation: true,
    privileged: true,
    readOnlyRootFilesystem: true,
    runAsGroup: 1000,
    runAsNonRoot: true,
    runAsUser: 1000,
  })
  t.strictSame(rightsUnder({ linuxCapabilities: ['NET_ADMIN'] }), {
    ...CONTAINER,
    capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
  })
  t.strictSame(rightsUnder({ privileged: true, linuxCapabilities: ['NET_ADMIN'] }), {
    ...CONTAINER,
    allowPrivilegeEscalation: true,
    privileged: true,
    capabilities: { add: ['NET_ADMIN'] },
  })
})

t.test('leaves out what is turned off', async (t) => {
  const settings = { ...SETTINGS, privileged: null, readOnly: null, linuxCapabilities: null }

  t.strictSame(decideWith(settings, containerWorkflow()).find(KEY)?.value, {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsGroup: 1000,
    runAsNonRoot: true,
    runAsUser: 1000,
  })
})

t.test('says nothing where security contexts are turned off', async (t) => {
  for (const securityContextEnabled of [false, null])
    t.strictSame(decideWith({ ...SETTINGS, securityContextEnabled }, containerWorkflow()).decisions, [])
})

t.test("keeps the user's, whole, the empty one included (H16.2)", async (t) => {
  for (const securityContext of [{}, { privileged: true }]) {
    const { reasons } = decideWith(
      SETTINGS,
      containerWorkflow({ image: 'i', securityContext }, {}, { securityContext }),
    )

    t.strictSame(reasons, { securityContext: 'kept/user-set', [KEY]: 'kept/user-set' })
  }
})

t.test('who the Pod runs as is left to the user who says so, at any level (R6.6)', async (t) => {
  const securityContext = { runAsUser: 5 }
  const objects = [
    containerWorkflow({ image: 'i' }, { securityContext }),
    containerWorkflow({ image: 'i' }, {}, { securityContext }),
    containerWorkflow({ image: 'i' }, {}, { templateDefaults: { securityContext } }),
  ]

  for (const object of objects) t.strictSame(decideWith(SETTINGS, object).find(KEY)?.value, RIGHTS)
})

t.test('our own default of the Pod does not say so', async (t) => {
  const object = containerWorkflow({ image: 'i' }, {}, { securityContext: POD })

  t.strictSame(decideWith(SETTINGS, object).find(KEY)?.value, CONTAINER)
})

t.test('keeps the context that templateDefaults give to containers', async (t) => {
  const templateDefaults = { container: { securityContext: {} } }

  t.equal(
    decideWith(SETTINGS, containerWorkflow({ image: 'i' }, {}, { templateDefaults })).reasons[KEY],
    'kept/set-elsewhere',
  )
})

t.test('gives none to what runs on Windows, and spares its Pod (H16.4)', async (t) => {
  const templates = [
    { name: 'main', container: { image: 'i' } },
    { name: 'win', nodeSelector: { 'kubernetes.io/os': 'windows' }, container: { image: 'i' } },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    securityContext: 'skipped/windows',
    'templates[main].securityContext': 'injected/absent',
    [KEY]: 'injected/absent',
    'templates[win].container.securityContext': 'skipped/windows',
  })
})

t.test('gives the Pod of a resource template its context, and no container', async (t) => {
  const templates = [{ name: 'get', tolerations: [], podSpecPatch: '{}', resource: { action: 'get' } }]

  const { patch } = decideWith(SETTINGS, workflow({ templates }))

  t.strictSame(patch, [{ op: 'add', path: '/spec/securityContext', value: POD }])
})

/** The default contexts of the Pod and of its container where these settings differ. */
function identityUnder(settings: object): unknown {
  const { find } = decideWith({ ...SETTINGS, ...settings }, containerWorkflow())
  return [find('securityContext')?.value, find(KEY)?.value]
}

function rightsUnder(settings: object): unknown {
  return decideWith({ ...SETTINGS, ...settings }, containerWorkflow()).find(KEY)?.value
}

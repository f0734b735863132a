import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { containerWorkflow, workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const SETTINGS = { volumeMounts: { data: { mountPath: '/data', storageClass: 'fast', sizeGb: 5 } } }
const CLAIM = {
  metadata: { name: 'data', annotations: { 'velero.io/exclude-from-backups': 'true' } },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, storageClassName: 'fast' },
}
const MOUNTS = 'templates[main].container.volumeMounts'

t.test('claims volumes that live as long as the Workflow, mounts them, and deletes them with it (D2)', async (t) => {
  const { find, after } = decideWith(SETTINGS, containerWorkflow())

  t.match(find('volumeClaimTemplates'), { setting: 'volumeMounts', decision: 'injected', source: { layer: 'file' } })
  t.match(find('volumeClaimGC'), { setting: 'volumeMounts', decision: 'injected' })
  t.strictSame(
    after,
    containerWorkflow(
      { image: 'i', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
      {},
      { volumeClaimTemplates: [CLAIM], volumeClaimGC: { strategy: 'OnWorkflowCompletion' } },
    ),
  )
})

t.test('of the storage class that the setting names, or that of temporary directories, or none', async (t) => {
  const settings = {
    tmpDirectoryStorageClassName: 'slow',
    volumeMounts: {
      a: { mountPath: '/a' },
      b: { mountPath: '/b', storageClass: null },
      c: { mountPath: '/c', storageClass: 'fast' },
    },
  }

  const { find } = decideWith(settings, containerWorkflow())

  t.match(find('volumeClaimTemplates')?.value, [
    { metadata: { name: 'a' }, spec: { storageClassName: 'slow' } },
    { metadata: { name: 'b' }, spec: { storageClassName: undefined } },
    { metadata: { name: 'c' }, spec: { storageClassName: 'fast' } },
  ])
})

t.test("leaves the user's claims alone, and does not delete what is in them (D11)", async (t) => {
  const volumeClaimTemplates = [{ metadata: { name: 'mine' }, spec: {} }]

  const { reasons, patch } = decideWith(SETTINGS, containerWorkflow({ image: 'i' }, {}, { volumeClaimTemplates }))

  t.equal(reasons['volumeClaimTemplates'], 'kept/user-set')
  t.equal(reasons['volumeClaimGC'], undefined)
  t.strictSame(patch, [])
})

t.test("keeps the user's volumeClaimGC", async (t) => {
  const { reasons } = decideWith(SETTINGS, containerWorkflow({ image: 'i' }, {}, { volumeClaimGC: {} }))

  t.equal(reasons['volumeClaimGC'], 'kept/user-set')
})

t.test('leaves out a claim whose name the user gave to a volume of the spec, and its mount (H6.1)', async (t) => {
  const settings = { volumeMounts: { data: { mountPath: '/data' }, more: { mountPath: '/more' } } }
  const volumes = [{ name: 'data', emptyDir: {} }]

  const { reasons, find } = decideWith(settings, containerWorkflow({ image: 'i' }, {}, { volumes }))

  t.match(reasons, {
    'volumeClaimTemplates[data]': 'skipped/name-taken',
    volumeClaimTemplates: 'injected/absent',
    [MOUNTS]: 'injected/absent',
  })
  t.strictSame(find(MOUNTS)?.value, [{ name: 'more', mountPath: '/more' }])
})

t.test("leaves out a claim whose name is Argo's own (H6.2)", async (t) => {
  const { reasons, patch } = decideWith({ volumeMounts: { kubeconfig: { mountPath: '/a' } } }, containerWorkflow())

  t.equal(reasons['volumeClaimTemplates[kubeconfig]'], 'skipped/name-taken')
  t.strictSame(patch, [])
})

t.test('mounts a claim again that is there from before', async (t) => {
  const { after } = decideWith(SETTINGS, containerWorkflow())
  const { spec } = JSON.parse(JSON.stringify(after)) as { readonly spec: { readonly templates: object[] } }
  const again = {
    ...containerWorkflow(),
    spec: { ...spec, templates: [...spec.templates, { name: 'new', container: { image: 'i' } }] },
  }

  const { reasons } = decideWith(SETTINGS, again)

  t.equal(reasons['volumeClaimTemplates'], 'kept/equals-default')
  t.equal(reasons['templates[new].container.volumeMounts'], 'injected/absent')
})

t.test('mounts a claim among all the other defaults', async (t) => {
  const { find } = decideUnder(settingsOf(SETTINGS), containerWorkflow())

  t.match(find(MOUNTS)?.value, [{ name: 'data', mountPath: '/data' }, { name: 'podinfo' }])
})

t.test(
  'mounts it where the volumes of the template are just ours, as in an object that is applied again',
  async (t) => {
    const settings = { ...SETTINGS, tmpDirectories: { tmp: { mountPath: '/tmp', nodeLocal: true } } }
    const volumes = [{ name: 'tmp', emptyDir: { sizeLimit: '100Mi' } }]

    const { find } = decideWith(settings, containerWorkflow({ image: 'i' }, { volumes }))

    t.strictSame(find(MOUNTS)?.value, [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'data', mountPath: '/data' },
    ])
  },
)

t.test('no mount of a claim goes where the user lists the volumes (R6.3)', async (t) => {
  for (const volumes of [[], [{ name: 'own', emptyDir: {} }]]) {
    const { reasons } = decideWith(SETTINGS, containerWorkflow({ image: 'i' }, { volumes }))

    t.equal(reasons[`${MOUNTS}[/data]`], 'skipped/volume-not-listed')
  }
})

t.test('nor where the user lists one beside ours', async (t) => {
  const settings = { ...SETTINGS, tmpDirectories: { tmp: { mountPath: '/tmp', nodeLocal: true } } }
  const volumes = [
    { name: 'tmp', emptyDir: { sizeLimit: '100Mi' } },
    { name: 'own', emptyDir: {} },
  ]

  const { reasons } = decideWith(settings, containerWorkflow({ image: 'i' }, { volumes }))

  t.match(reasons, { [MOUNTS]: 'injected/absent', [`${MOUNTS}[/data]`]: 'skipped/volume-not-listed' })
})

t.test('claims nothing where nothing could mount it', async (t) => {
  const templates = [
    { name: 'set', containerSet: { containers: [{ name: 'main', image: 'i' }] } },
    { name: 'data', data: { source: {} } },
  ]

  const { patch, reasons } = decideWith(SETTINGS, workflow({ templates }))

  t.strictSame(patch, [])
  t.strictSame(reasons, {
    'templates[set].containerSet.containers[main].volumeMounts[/data]': 'skipped/claim-out-of-reach',
  })
})

t.test('but where anything can', async (t) => {
  const templates = [
    { name: 'data', data: { source: {} } },
    { name: 'main', container: { image: 'i' } },
  ]

  t.equal(decideWith(SETTINGS, workflow({ templates })).reasons['volumeClaimTemplates'], 'injected/absent')
})

t.test('a script mounts it as a container does', async (t) => {
  const { reasons } = decideWith(
    SETTINGS,
    workflow({ templates: [{ name: 'a', script: { image: 'i', source: 'x' } }] }),
  )

  t.match(reasons, { volumeClaimTemplates: 'injected/absent', 'templates[a].script.volumeMounts': 'injected/absent' })
})

t.test('claims nothing by itself', async (t) => {
  t.equal(decideUnder(settingsOf({}), containerWorkflow()).find('volumeClaimTemplates'), undefined)
})

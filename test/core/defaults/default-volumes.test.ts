import t from 'tap'
import type { DefaultVolumes } from '../../../src/core/defaults/default-volumes.ts'
import { buildVolumes } from '../../../src/core/defaults/default-volumes.ts'
import { NOTHING, settingsOf } from '../../helpers/settings.ts'

t.test('a node-local directory is an emptyDir and comes first, any other is a claim of the Pod', async (t) => {
  const { volumes, mounts } = build({
    tmpDirectoryStorageClassName: 'fast',
    tmpDirectories: { a: { mountPath: '/a', sizeMb: 7 }, b: { mountPath: '/b', nodeLocal: true } },
  })

  t.strictSame(
    volumes.map(({ value }) => value),
    [
      { name: 'b', emptyDir: { sizeLimit: '100Mi' } },
      {
        name: 'a',
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { annotations: { 'velero.io/exclude-from-backups': 'true' } },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '7Mi' } },
              storageClassName: 'fast',
              volumeMode: 'Filesystem',
            },
          },
        },
      },
    ],
  )
  t.strictSame(
    mounts.map(({ value }) => value),
    [
      { name: 'a', mountPath: '/a' },
      { name: 'b', mountPath: '/b' },
    ],
  )
})

t.test('Secrets and ConfigMaps are mounted whole, or file by file, and only to be read', async (t) => {
  const { volumes, mounts } = build({
    secretMounts: { tls: { mountPath: '/tls', optional: true } },
    configMapMounts: { conf: { mountPath: '/conf', subPaths: ['b.json', 'a/c.json'] } },
  })

  t.strictSame(
    volumes.map(({ value }) => value),
    [
      { name: 'secret-tls', secret: { secretName: 'tls', optional: true, defaultMode: 0o551 } },
      { name: 'config-map-conf', configMap: { name: 'conf', optional: false, defaultMode: 0o551 } },
    ],
  )
  t.strictSame(
    mounts.map(({ value }) => value),
    [
      { name: 'secret-tls', mountPath: '/tls', readOnly: true },
      { name: 'config-map-conf', mountPath: '/conf/b.json', subPath: 'b.json', readOnly: true },
      { name: 'config-map-conf', mountPath: '/conf/a/c.json', subPath: 'a/c.json', readOnly: true },
    ],
  )
  t.ok(mounts.every(({ isReadOnly }) => isReadOnly))
  t.strictSame(
    volumes.map(({ reference }) => reference),
    ['the Secret tls', 'the ConfigMap conf'],
  )
})

t.test('a single file is mounted alone', async (t) => {
  const { mounts } = build({ secretMounts: { tls: { mountPath: '/tls', subPaths: ['ca.crt'] } } })

  t.strictSame(
    mounts.map(({ value }) => value),
    [{ name: 'secret-tls', mountPath: '/tls/ca.crt', subPath: 'ca.crt', readOnly: true }],
  )
})

t.test("the Pod's own metadata are files", async (t) => {
  const { volumes, mounts } = build({ podInfoEnabled: true })

  t.strictSame(volumes[0]?.value, {
    name: 'podinfo',
    downwardAPI: {
      items: [
        { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
        { path: 'annotations', fieldRef: { fieldPath: 'metadata.annotations' } },
      ],
    },
  })
  t.match(mounts, [
    { value: { name: 'podinfo', mountPath: '/etc/podinfo' }, isReadOnly: true, setting: 'podInfoEnabled' },
  ])
})

t.test('claims are apart from the volumes, and their mounts among the others', async (t) => {
  const { volumes, claims, mounts } = build({
    podInfoEnabled: true,
    volumeMounts: { data: { mountPath: '/data' } },
    tmpDirectories: { tmp: { mountPath: '/tmp', nodeLocal: true } },
  })

  t.strictSame(names(volumes), ['tmp', 'podinfo'])
  t.strictSame(names(claims), ['data'])
  t.strictSame(names(mounts), ['/tmp', '/data', '/etc/podinfo'])
  t.ok(claims[0]?.isClaim)
})

t.test('a mount knows its volume, and its path in one spelling', async (t) => {
  const { volumes, mounts } = build({ tmpDirectories: { a: { mountPath: '/a//b/', nodeLocal: true } } })

  t.equal(mounts[0]?.volume, volumes[0])
  t.equal(mounts[0]?.path, '/a/b')
  t.equal(mounts[0]?.name, '/a//b/')
  t.equal(mounts[0]?.isReadOnly, false)
})

t.test('there is nothing where nothing is set', async (t) => {
  t.strictSame(build({}), { volumes: [], claims: [], mounts: [] })
  t.strictSame(build({ podInfoEnabled: false }), { volumes: [], claims: [], mounts: [] })
})

function build(settings: object): DefaultVolumes {
  return buildVolumes(settingsOf({ ...NOTHING, ...settings }))
}

function names(items: readonly { readonly name: string }[]): readonly string[] {
  return items.map(({ name }) => name)
}

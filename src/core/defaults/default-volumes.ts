import { findReservedPath } from '../argo/mount-collisions.ts'
import { normalisePath } from '../argo/paths.ts'
import { own } from '../json.ts'
import type { Harm } from '../merge.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { SettingName } from '../settings/schema.ts'
import type { ListItem } from './default.ts'
import { createDefault, uppermost } from './default.ts'
import { NameGiver } from './name-giver.ts'

/** A volume that the settings give to Pods. */
export interface DefaultVolume extends ListItem {
  /** Whether containers can only read from it: Argo cannot put an artifact there (H6.6). */
  readonly isReadOnly: boolean
  /** The ConfigMap or Secret that it shows. */
  readonly reference: string | undefined
  /** Whether a claim of the spec brings it, in place of the template's volumes. */
  readonly isClaim: boolean
}

/** A mount of such a volume; its name is its path. */
export interface DefaultMount extends ListItem {
  readonly volume: DefaultVolume
  /** Where it is mounted, normalised. */
  readonly path: string
  readonly isReadOnly: boolean
  /** Why it would do harm in any container. */
  readonly harm: Harm | undefined
}

/** The volumes and mounts that the settings yield, each in the order in which they go into a template. */
export interface DefaultVolumes {
  readonly volumes: readonly DefaultVolume[]
  readonly claims: readonly DefaultVolume[]
  readonly mounts: readonly DefaultMount[]
}

/** A volume with its mounts. */
interface Mounted {
  readonly volume: DefaultVolume
  readonly mounts: readonly DefaultMount[]
}

/** Makes the volumes of R4: temporary ones, those on the node first, then Secrets, ConfigMaps, claims and the Pod's own metadata. */
export function buildVolumes(settings: ResolvedSettings): DefaultVolumes {
  const names = new NameGiver()
  const temporary = buildTemporary(settings, names)
  const projected = [
    ...buildProjected(settings, 'secretMounts', names),
    ...buildProjected(settings, 'configMapMounts', names),
  ]
  const claims = buildClaims(settings, names)
  const podInfo = settings.values.podInfoEnabled === true ? [buildPodInfo(settings)] : []

  const inOrder = [
    ...temporary.filter(isNodeLocal),
    ...temporary.filter((mounted) => !isNodeLocal(mounted)),
    ...projected,
    ...podInfo,
  ]
  return {
    volumes: inOrder.map(({ volume }) => volume),
    claims: claims.map(({ volume }) => volume),
    mounts: [...temporary, ...projected, ...claims, ...podInfo].flatMap(({ mounts }) => mounts),
  }
}

function buildTemporary(settings: ResolvedSettings, names: NameGiver): readonly Mounted[] {
  const storageClassName = settings.values.tmpDirectoryStorageClassName ?? undefined
  return Object.entries(settings.values.tmpDirectories ?? {}).map(([key, { mountPath, sizeMb, nodeLocal }]) => {
    const name = names.strip(key)
    const size = `${sizeMb}Mi`
    const source = nodeLocal
      ? { emptyDir: { sizeLimit: size } }
      : {
          ephemeral: {
            volumeClaimTemplate: buildClaim({
              storageClassName,
              accessModes: ['ReadWriteOnce'],
              size,
              volumeMode: 'Filesystem',
            }),
          },
        }
    const shapedBy: VolumeParts['settings'] = nodeLocal
      ? ['tmpDirectories']
      : ['tmpDirectories', 'tmpDirectoryStorageClassName']
    return mount(settings, { settings: shapedBy, name, value: { name, ...source } }, [{ mountPath }])
  })
}

function isNodeLocal({ volume }: Mounted): boolean {
  return own(volume.value, 'emptyDir') !== undefined
}

/** ConfigMaps or Secrets, whole or file by file. */
function buildProjected(
  settings: ResolvedSettings,
  setting: 'secretMounts' | 'configMapMounts',
  names: NameGiver,
): readonly Mounted[] {
  return Object.entries(settings.values[setting] ?? {}).map(([object, { mountPath, optional, subPaths }]) => {
    const isSecret = setting === 'secretMounts'
    const name = names.prefix(isSecret ? 'secret' : 'config-map', object)
    const value = isSecret
      ? { name, secret: { secretName: object, optional, defaultMode: READ_AND_EXECUTE } }
      : { name, configMap: { name: object, optional, defaultMode: READ_AND_EXECUTE } }
    const reference = `the ${isSecret ? 'Secret' : 'ConfigMap'} ${object}`
    const paths = subPaths.map((subPath) => ({ mountPath: `${mountPath}/${subPath}`, subPath, readOnly: true }))
    return mount(
      settings,
      { settings: [setting], name, value, reference, isReadOnly: true },
      paths.length > 0 ? paths : [{ mountPath, readOnly: true }],
    )
  })
}

/** The claims of `volumeMounts`: they live as long as the Workflow, and their templates lie in the spec. */
function buildClaims(settings: ResolvedSettings, names: NameGiver): readonly Mounted[] {
  const fallback = settings.values.tmpDirectoryStorageClassName
  return Object.entries(settings.values.volumeMounts ?? {}).map(
    ([key, { mountPath, storageClass, accessModes, sizeGb }]) => {
      const name = names.strip(key)
      const shapedBy: VolumeParts['settings'] =
        storageClass === undefined ? ['volumeMounts', 'tmpDirectoryStorageClassName'] : ['volumeMounts']
      const storageClassName = (storageClass === undefined ? fallback : storageClass) ?? undefined
      const { metadata, spec } = buildClaim({ storageClassName, accessModes, size: `${sizeGb}Gi` })
      return mount(
        settings,
        { settings: shapedBy, name, value: { metadata: { name, ...metadata }, spec }, isClaim: true },
        [{ mountPath }],
      )
    },
  )
}

/** The Pod's own labels and annotations, as files. */
function buildPodInfo(settings: ResolvedSettings): Mounted {
  const items = ['labels', 'annotations'].map((path) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } }))
  const value = { name: 'podinfo', downwardAPI: { items } }
  return mount(settings, { settings: ['podInfoEnabled'], name: 'podinfo', value, isReadOnly: true }, [
    { mountPath: '/etc/podinfo' },
  ])
}

/** The file mode of the module's files: 0551. */
const READ_AND_EXECUTE = 0o551

interface ClaimSize {
  readonly storageClassName: string | undefined
  readonly accessModes: readonly string[]
  readonly size: string
  readonly volumeMode?: string
}

/** A PersistentVolumeClaim that backups leave out, as what is in it goes with its Pod or Workflow. */
function buildClaim({ storageClassName, accessModes, size, volumeMode }: ClaimSize): {
  readonly metadata: object
  readonly spec: object
} {
  return {
    metadata: { annotations: { 'velero.io/exclude-from-backups': 'true' } },
    spec: { accessModes, resources: { requests: { storage: size } }, storageClassName, volumeMode },
  }
}

interface VolumeParts {
  /** The settings that shape it; the first one says where it is mounted. */
  readonly settings: readonly [SettingName, ...SettingName[]]
  readonly name: string
  readonly value: object
  readonly reference?: string
  readonly isReadOnly?: boolean
  readonly isClaim?: boolean
}

/** How a container mounts a volume, its name aside. */
interface MountFields {
  readonly mountPath: string
  readonly subPath?: string
  readonly readOnly?: boolean
}

function mount(settings: ResolvedSettings, parts: VolumeParts, mounts: readonly MountFields[]): Mounted {
  const { name, value, reference, isReadOnly = false, isClaim = false } = parts
  const [ofMounts] = parts.settings
  const setting = uppermost(settings, parts.settings)
  const volume = { ...createDefault(setting, settings.sources[setting], value), name, reference, isReadOnly, isClaim }
  return {
    volume,
    mounts: mounts.map((fields) => ({
      ...createDefault(ofMounts, settings.sources[ofMounts], { name, ...fields }),
      name: fields.mountPath,
      volume,
      path: normalisePath(fields.mountPath),
      isReadOnly,
      harm: findHarmAnywhere(fields.mountPath),
    })),
  }
}

function findHarmAnywhere(mountPath: string): Harm | undefined {
  const reserved = findReservedPath(normalisePath(mountPath))
  return reserved === undefined ? undefined : { reason: 'mount-collides', detail: `Argo's own ${reserved}` }
}

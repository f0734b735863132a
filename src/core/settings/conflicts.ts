import { SETTING_PREFIX } from '../annotations.ts'
import { normalisePath } from '../argo/paths.ts'
import type { Path, SettingsFault } from './fault.ts'
import { createFault, describe, formatPath } from './fault.ts'
import { pathTo } from './path-to.ts'
import type { ResolvedSettings } from './resolve.ts'
import type { SettingName } from './schema.ts'

/** Something that may be there only once. */
interface Entry {
  readonly path: Path
  readonly id: string
}

/** Finds settings that fit the schema one by one and would break every Pod together. */
export function findConflicts(settings: ResolvedSettings): readonly SettingsFault[] {
  return [
    ...findDuplicates(listMounts(settings), 'a mount path'),
    ...findDuplicates(listVariables(settings), 'a variable name'),
    ...findDuplicates(listParameters(settings), 'a parameter name'),
    ...findForbiddenRoot(settings),
  ]
}

function findDuplicates(entries: readonly Entry[], what: string): readonly SettingsFault[] {
  const first = new Map<string, Path>()
  return entries.toSorted(byOrigin).flatMap(({ path, id }) => {
    const other = first.get(id)
    if (other === undefined) first.set(id, path)
    return other === undefined
      ? []
      : [createFault(path, `expected ${what} of its own, but ${formatPath(other)} has ${describe(id)} too`)]
  })
}

/** Annotations last: they are laid over the rest, and what is wrong is theirs. */
function byOrigin(a: Entry, b: Entry): number {
  return Number(isAnnotation(a)) - Number(isAnnotation(b))
}

function isAnnotation({ path: [first] }: Entry): boolean {
  return String(first).startsWith(SETTING_PREFIX)
}

function listMounts(settings: ResolvedSettings): readonly Entry[] {
  const { configMapMounts, podInfoEnabled, secretMounts, tmpDirectories, volumeMounts } = settings.values
  const podInfo = podInfoEnabled === true ? [{ path: pathTo(settings, 'podInfoEnabled'), id: '/etc/podinfo' }] : []
  return [
    ...podInfo,
    ...listMountsOf(settings, 'configMapMounts', configMapMounts),
    ...listMountsOf(settings, 'secretMounts', secretMounts),
    ...listMountsOf(settings, 'tmpDirectories', tmpDirectories),
    ...listMountsOf(settings, 'volumeMounts', volumeMounts),
  ]
}

interface Mount {
  readonly mountPath: string
  readonly subPaths?: readonly string[]
}

/** A mount, or one for each of its sub-paths. */
function listMountsOf(
  settings: ResolvedSettings,
  name: SettingName,
  mounts: Readonly<Record<string, Mount>> | null,
): readonly Entry[] {
  return Object.entries(mounts ?? {}).flatMap(([key, { mountPath, subPaths = [] }]) => {
    if (subPaths.length === 0) return [{ path: pathTo(settings, name, key, 'mountPath'), id: normalisePath(mountPath) }]
    return subPaths.map((subPath, index) => {
      return { path: pathTo(settings, name, key, 'subPaths', index), id: normalisePath(`${mountPath}/${subPath}`) }
    })
  })
}

/** Kubernetes lets the last of two variables win, the full CRDs refuse them (H7.6). */
function listVariables(settings: ResolvedSettings): readonly Entry[] {
  return (['commonEnv', 'commonEnvFromConfigMaps', 'commonEnvFromSecrets'] as const).flatMap((name) => {
    return Object.keys(settings.values[name] ?? {}).map((id) => ({ path: pathTo(settings, name, id), id }))
  })
}

function listParameters(settings: ResolvedSettings): readonly Entry[] {
  const parameters = settings.values.passthroughParameters ?? []
  return parameters.map(({ name }, index) => ({
    path: pathTo(settings, 'passthroughParameters', index, 'name'),
    id: name,
  }))
}

/** The containers would have to run as root and must not. */
function findForbiddenRoot(settings: ResolvedSettings): readonly SettingsFault[] {
  const { runAsRoot, securityContextEnabled, uid } = settings.values
  if (uid !== 0 || runAsRoot !== false || securityContextEnabled !== true) return []
  return [createFault(pathTo(settings, 'uid'), 'expected at least 1 where runAsRoot is false, but came 0')]
}

import { BUILT_IN_PROFILES } from './builtin.ts'
import { findConflicts } from './conflicts.ts'
import { findMisfits } from './explain-issues.ts'
import type { SettingsFault } from './fault.ts'
import { createFault, describe } from './fault.ts'
import { didYouMean } from './nearest.ts'
import type { ReadableFile } from './readable-file.ts'
import { readFile } from './readable-file.ts'
import type { Layer, ResolvedSettings } from './resolve.ts'
import { layOver, resolveSettings } from './resolve.ts'
import type { SettingsLayer } from './schema.ts'
import { MAX_PROFILES, settingsFileSchema } from './schema.ts'
import { findUnreadable } from './unreadable.ts'
import { findWarnings } from './warnings.ts'

export type { SettingsFault } from './fault.ts'

/** What became of a settings file: the settings in force, or every fault in it. */
export type ParsedSettings =
  | { readonly settings: ResolvedSettings; readonly warnings: readonly SettingsFault[] }
  | { readonly faults: readonly SettingsFault[] }

/** Reads the content of a settings file (I4), already parsed from YAML. Never throws: faults are part of the answer. */
export function parseSettings(content: unknown): ParsedSettings {
  const unreadable = findUnreadable(content)
  if (unreadable.some(({ path }) => path === '')) return { faults: unreadable }

  const file = readFile(content)
  const combinations = resolveCombinations(file)
  const faults = [
    ...unreadable,
    ...findMisfits(settingsFileSchema, content),
    ...findProfileFaults(file),
    ...unique(combinations.flatMap(findConflicts)),
  ]
  if (faults.length > 0) return { faults }

  const profiles = { ...BUILT_IN_PROFILES, ...file.profiles }
  const settings = layOver({ ...resolveSettings(), profiles }, ...layersInForce(file))
  return { settings, warnings: unique(combinations.flatMap(findWarnings)) }
}

function findProfileFaults({ profile, profiles }: ReadableFile): readonly SettingsFault[] {
  const reserved = Object.keys(profiles)
    .filter((name) => Object.hasOwn(BUILT_IN_PROFILES, name))
    .map((name) =>
      createFault(['profiles', name], `expected another name, but came ${describe(name)}, which is built in`),
    )
  if (profile === undefined || findProfile(profiles, profile) !== undefined) return reserved

  const known = [...Object.keys(profiles), ...Object.keys(BUILT_IN_PROFILES)]
  const expected = `expected a name in profiles, or ${Object.keys(BUILT_IN_PROFILES).join(' or ')}`
  return [
    ...reserved,
    createFault(['profile'], `${expected}, but came ${describe(profile)}${didYouMean(profile, known)}`),
  ]
}

function findProfile(profiles: ReadableFile['profiles'], name: string): SettingsLayer | undefined {
  return [profiles, BUILT_IN_PROFILES].find((known) => Object.hasOwn(known, name))?.[name]
}

/** The settings in force, and those where somebody else picks one of the file's profiles too (R5). */
function resolveCombinations(file: ReadableFile): readonly ResolvedSettings[] {
  const inForce = layersInForce(file)
  const picked = Object.entries(file.profiles)
    .slice(0, MAX_PROFILES)
    .map(([name, values]): Layer => {
      return { source: { layer: 'profile', name, by: 'namespace' }, values }
    })
  return [resolveSettings(...inForce), ...picked.map((layer) => resolveSettings(...inForce, layer))]
}

function layersInForce({ defaults, profile, profiles }: ReadableFile): readonly Layer[] {
  const layer: Layer = { source: { layer: 'file' }, values: defaults }
  const values = profile === undefined ? undefined : findProfile(profiles, profile)
  return profile === undefined || values === undefined
    ? [layer]
    : [layer, { source: { layer: 'profile', name: profile, by: 'file' }, values }]
}

/** What several combinations have in common is said once. */
function unique(faults: readonly SettingsFault[]): readonly SettingsFault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()]
}

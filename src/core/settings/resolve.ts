import { fnv1a } from '../hash.ts'
import { BUILT_IN_PROFILES, BUILT_IN_SETTINGS } from './builtin.ts'
import type { SettingName, Settings, SettingsLayer } from './schema.ts'

/** Which layer of settings a value came from (R5). */
export interface Source {
  readonly layer: 'built-in' | 'file' | 'profile' | 'namespace' | 'object'
  /** The name of a profile, and who picked it. */
  readonly name?: string
  readonly by?: 'file' | 'namespace' | 'object'
}

/** One layer of settings: where it comes from, and what it sets. */
export interface Layer {
  readonly source: Source
  readonly values: SettingsLayer
}

/** The settings in force, and for each the layer that it came from. */
export interface ResolvedSettings {
  readonly values: Settings
  readonly sources: Readonly<Record<SettingName, Source>>
  /** The profiles that a Namespace or an object can pick, by their names. */
  readonly profiles: Profiles
  /** Eight hex digits that change whenever a value does, or a profile. */
  readonly hash: string
}

/** Settings under names, to be picked as a whole. */
export type Profiles = Readonly<Record<string, SettingsLayer>>

const BUILT_IN: Source = { layer: 'built-in' }

/** What there is before any layer. */
const BASE = {
  values: BUILT_IN_SETTINGS,
  sources: Object.fromEntries(Object.keys(BUILT_IN_SETTINGS).map((name) => [name, BUILT_IN])) as Record<
    SettingName,
    Source
  >,
  profiles: BUILT_IN_PROFILES,
}

/** Lays layers of settings over the built-in ones (R5). */
export function resolveSettings(...layers: readonly Layer[]): ResolvedSettings {
  return layOver(BASE, ...layers)
}

/**
 * Lays layers over settings, the later over the earlier, each setting replaced whole (R5).
 * Maps come out in the order of their keys, so that their order in a file never shows in a patch.
 */
export function layOver(base: Omit<ResolvedSettings, 'hash'>, ...layers: readonly Layer[]): ResolvedSettings {
  const values: Record<string, unknown> = { ...base.values }
  const sources: Record<string, Source> = { ...base.sources }

  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer.values)) {
      if (value === undefined) continue
      values[name] = sortKeys(value)
      sources[name] = layer.source
    }
  }

  return {
    values: values as Settings,
    sources: sources as Record<SettingName, Source>,
    profiles: base.profiles,
    hash: fnv1a(JSON.stringify([values, base.profiles])),
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  )
}

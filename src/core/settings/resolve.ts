import { fnv1a } from '../hash.ts'
import { BUILT_IN_SETTINGS } from './builtin.ts'
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
  /** Eight hex digits that change whenever a value does. */
  readonly hash: string
}

const BUILT_IN: Source = { layer: 'built-in' }

/**
 * Lays layers of settings over the built-in ones, the later over the earlier, each setting replaced whole (R5).
 * Maps come out in the order of their keys, so that their order in a file never shows in a patch.
 */
export function resolveSettings(...layers: readonly Layer[]): ResolvedSettings {
  const values: Record<string, unknown> = { ...BUILT_IN_SETTINGS }
  const sources: Record<string, Source> = Object.fromEntries(Object.keys(values).map((name) => [name, BUILT_IN]))

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
    hash: fnv1a(JSON.stringify(values)),
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

import { parseSettings } from '../../src/core/settings/parse.ts'
import { BUILT_IN_SETTINGS } from '../../src/core/settings/builtin.ts'
import type { ResolvedSettings } from '../../src/core/settings/resolve.ts'

/** The settings in force where a settings file has these defaults, and maybe profiles beside them (I4). */
export function settingsOf(defaults: object, file: object = {}): ResolvedSettings {
  const parsed = parseSettings({ apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings', ...file, defaults })
  if ('faults' in parsed) throw new Error(`the settings are at fault: ${JSON.stringify(parsed.faults)}`)
  return parsed.settings
}

/** Every setting turned off (R4), so that a case shows only what it is about. */
export const NOTHING: object = Object.fromEntries(Object.keys(BUILT_IN_SETTINGS).map((name) => [name, null]))

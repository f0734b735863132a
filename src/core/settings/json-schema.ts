import * as z from 'zod'
import { BUILT_IN_SETTINGS } from './builtin.ts'
import type { SettingName } from './schema.ts'
import { settingsFileSchema } from './schema.ts'

/** The part of a generated schema that is arranged for readers. */
interface Generated {
  readonly definitions: { readonly Settings: { readonly properties: Record<string, Setting> } }
}

/** A setting, or `null`. */
interface Setting {
  readonly anyOf: readonly [{ readonly description: string }, object]
}

/** The text of `docs/settings.schema.json`, by which editors complete and check a settings file (I4). */
export function printJsonSchema(): string {
  // Editors know draft 7 best.
  const generated = z.toJSONSchema(settingsFileSchema, { io: 'input', target: 'draft-7' })
  const { properties } = (generated as unknown as Generated).definitions.Settings
  for (const [name, setting] of Object.entries(properties)) properties[name] = arrange(name as SettingName, setting)
  return `${JSON.stringify({ title: 'Settings of wf-defaults', ...generated }, null, 2)}\n`
}

/** Puts a setting's description where editors look for it, and the built-in value beside it. */
function arrange(name: SettingName, { anyOf: [{ description, ...value }, nothing] }: Setting): Setting {
  return { description, default: BUILT_IN_SETTINGS[name], anyOf: [value, nothing] } as unknown as Setting
}

import type { SettingsFault } from '../core/settings/fault.ts'
import { parseSettings } from '../core/settings/parse.ts'
import type { ResolvedSettings } from '../core/settings/resolve.ts'
import { parseValue } from './parse-value.ts'

/** What a settings file says, or all that is wrong with it: a sentence each, which begins with where it is. */
export type ParsedSettingsText =
  | { readonly settings: ResolvedSettings; readonly warnings: readonly SettingsFault[] }
  | { readonly faults: readonly string[] }

/**
 * A ConfigMap holds a megabyte, and to find out what is wrong with one takes seconds, in which no request is answered. This much takes a
 * moment, and is fifty times a file that sets every setting: a profile of every setting takes 2.5 KB.
 */
const MAX_SETTINGS_FILE_LENGTH = 128 * 1024

/** Reads the text of a settings file (I4). Never throws: faults are part of the answer. */
export function parseSettingsText(file: string, text: string): ParsedSettingsText {
  if (text.length > MAX_SETTINGS_FILE_LENGTH) return { faults: [explainLength(file, text.length)] }

  const content = parseValue(text)
  if ('faults' in content)
    return { faults: content.faults.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`) }

  const parsed = parseSettings(content.value)
  return 'faults' in parsed ? { faults: parsed.faults.map((fault) => explainSettingsFault(file, fault)) } : parsed
}

/** Says where in a file it is, and what was expected there. */
export function explainSettingsFault(file: string, { path, message }: SettingsFault): string {
  return path === '' ? `${file}: ${message}` : `${file}: ${path}: ${message}`
}

function explainLength(file: string, length: number): string {
  return (
    `${file}: expected at most ${MAX_SETTINGS_FILE_LENGTH} characters, but came ${length}; ` +
    'leave out profiles that nobody picks, and say what is for one Namespace or object alone in its annotations'
  )
}

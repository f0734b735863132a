import type { ResolvedSettings } from '../core/settings/resolve.ts'
import { resolveSettings } from '../core/settings/resolve.ts'
import type { Io } from './io.ts'
import { say } from './io.ts'
import { readText } from './read-inputs.ts'
import { sayFault } from './say-fault.ts'

/**
 * Loads the settings: the built-in ones, or those of a file. What is at fault in the file is said on standard error, each fault with
 * its path; then there are none.
 */
export async function loadSettings(io: Io, file: string | undefined): Promise<ResolvedSettings | undefined> {
  if (file === undefined) return resolveSettings()

  return sayFault(io, undefined, async () => {
    const { text } = await readText(file)
    return parseText(io, file, text)
  })
}

/** What it takes to read settings is loaded here, so that whoever has no file does not wait for it. */
async function parseText(io: Io, file: string, text: string): Promise<ResolvedSettings | undefined> {
  const { explainSettingsFault, parseSettingsText } = await import('../documents/parse-settings-text.ts')

  const parsed = parseSettingsText(file, text)
  if ('faults' in parsed) {
    for (const fault of parsed.faults) say(io, 'error', fault)
    return undefined
  }
  for (const warning of parsed.warnings) say(io, 'warning', explainSettingsFault(file, warning))
  return parsed.settings
}

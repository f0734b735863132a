import type { ResolvedSettings } from '../core/settings/resolve.ts'
import type { Log } from './log.ts'

/**
 * Reads the text of a settings file. What that takes is loaded here: who has no settings file starts without it.
 * @throws {Error} that names every fault, one a line
 */
export async function parseSettingsFile(file: string, text: string, log: Pick<Log, 'warn'>): Promise<ResolvedSettings> {
  const { parseSettingsText } = await import('../documents/parse-settings-text.ts')

  const parsed = parseSettingsText(file, text)
  if ('faults' in parsed) throw new Error(parsed.faults.join('\n'))
  for (const warning of parsed.warnings) log.warn({ file, ...warning }, 'a setting deserves a second look')
  return parsed.settings
}

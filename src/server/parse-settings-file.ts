import type { SettingsFault } from '../core/settings/fault.ts'
import type { ResolvedSettings } from '../core/settings/resolve.ts'
import type { Log } from './log.ts'

/**
 * Reads the text of a settings file. What that takes is loaded here: who has no settings file starts without it.
 * @throws {Error} that names every fault, one a line
 */
export async function parseSettingsFile(file: string, text: string, log: Pick<Log, 'warn'>): Promise<ResolvedSettings> {
  const [{ parseValue }, { parseSettings }] = await Promise.all([
    import('../documents/parse-value.ts'),
    import('../core/settings/parse.ts'),
  ])

  const content = parseValue(text)
  if ('faults' in content) {
    throw new Error(
      content.faults.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'),
    )
  }

  const parsed = parseSettings(content.value)
  if ('faults' in parsed) throw new Error(parsed.faults.map((fault) => explain(file, fault)).join('\n'))
  for (const warning of parsed.warnings) log.warn({ file, ...warning }, 'a setting deserves a second look')
  return parsed.settings
}

function explain(file: string, { path, message }: SettingsFault): string {
  return path === '' ? `${file}: ${message}` : `${file}: ${path}: ${message}`
}

import type { ResolvedSettings } from '../core/settings/resolve.ts'
import { resolveSettings } from '../core/settings/resolve.ts'
import { messageOf } from './message-of.ts'
import { parseSettingsFile } from './parse-settings-file.ts'
import type { Reloads } from './reloads.ts'
import { followSource } from './reloads.ts'
import { StartFault } from './start-fault.ts'

/**
 * Reads the settings file, and again when it changes (R5); without one the built-in settings hold.
 * @returns what gives the settings in force
 * @throws {StartFault} that names every fault of the file
 */
export async function followSettings(file: string | undefined, reloads: Reloads): Promise<() => ResolvedSettings> {
  let current = resolveSettings()
  const take = (settings: ResolvedSettings): void => {
    current = settings
    reloads.metrics.setSettingsHash(settings.hash)
  }

  take(file === undefined ? current : await followFile(file, take, reloads))
  return () => current
}

async function followFile(
  file: string,
  take: (settings: ResolvedSettings) => void,
  reloads: Reloads,
): Promise<ResolvedSettings> {
  const parse = async ([text = '']: readonly string[]): Promise<ResolvedSettings> =>
    parseSettingsFile(file, text, reloads.log)
  try {
    return await followSource({ what: 'settings', files: [file], parse, take }, reloads)
  } catch (cause) {
    // A fault in the file says itself where it is.
    const isUnreadable = cause instanceof Error && 'syscall' in cause
    throw new StartFault(`${isUnreadable ? 'cannot read the settings: ' : ''}${messageOf(cause)}`, { cause })
  }
}

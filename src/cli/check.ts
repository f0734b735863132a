import type { Io } from './io.ts'
import { EXIT } from './io.ts'
import { loadSettings } from './load-settings.ts'

/** Checks a settings file: every fault is said with its path. Returns the exit code. */
export async function checkSettings(io: Io, file: string): Promise<number> {
  const settings = await loadSettings(io, file)
  if (settings === undefined) return EXIT.fault

  const set = Object.entries(settings.sources).filter(([, { layer }]) => layer !== 'built-in')
  io.stdout.write(`${file}: valid; settings that it sets: ${set.map(([name]) => name).join(', ') || 'none'}\n`)
  return EXIT.ok
}

import type { Io } from './io.ts'
import { EXIT } from './io.ts'
import { loadSettings } from './load-settings.ts'

/** Checks a settings file: every fault is said with its path. Returns the exit code. */
export async function checkSettings(io: Io, file: string): Promise<number> {
  const settings = await loadSettings(io, file)
  if (settings === undefined) return EXIT.fault

  const changed = Object.values(settings.sources).filter(({ layer }) => layer !== 'built-in').length
  io.stdout.write(`${file}: valid; ${changed} settings differ from the built-in ones\n`)
  return EXIT.ok
}

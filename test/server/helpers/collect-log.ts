import type { Log } from '../../../src/server/log.ts'
import { buildLog } from '../../../src/server/log.ts'

export type Line = Readonly<Record<string, unknown>>

/** A log whose lines can be looked at. */
export interface CollectedLog {
  readonly log: Log
  readonly lines: Line[]
  /** The lines that have a message. */
  readonly find: (message: string) => readonly Line[]
}

/** Makes a log that keeps its lines. */
export function collectLog(): CollectedLog {
  const lines: Line[] = []
  const log = buildLog('debug', { write: (line) => void lines.push(JSON.parse(line) as Line) })
  return { log, lines, find: (message) => lines.filter(({ msg }) => msg === message) }
}

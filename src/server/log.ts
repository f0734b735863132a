import { once } from 'node:events'
import type { DestinationStream, Logger } from 'pino'
import { destination, pino, stdTimeFunctions } from 'pino'
import { gatherLines } from './gather-lines.ts'
import type { LogLevel } from './serve-options.ts'

/** What the server logs with: fields first, then a message that is the same each time. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** A log, and how to end it. */
export interface OpenLog {
  readonly log: Log
  /** Writes out what is gathered, at once: for a process that ends now. */
  readonly flush: () => void
  /** Ends the log when every line is written that can be. */
  readonly close: () => Promise<void>
}

/** How long a line may wait for others to be written with. */
const GATHERED_MS = 20

/** What may wait for a reader that is slow; lines after that are dropped. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024

/** Builds a log of one JSON object a line. */
export function buildLog(level: LogLevel, to: DestinationStream): Log {
  const formatters = { level: (label: string): object => ({ level: label }) }
  return pino({ level, base: null, timestamp: stdTimeFunctions.isoTime, formatters }, to)
}

/** Opens a log that makes no request wait: a file by its path, or an open one by its number. */
export function openLog(level: LogLevel, dest: string | number): OpenLog {
  const file = destination({ dest, sync: false, maxLength: MAX_WAITING_BYTES })
  let isReaderGone = false
  // That a disk is full, or nobody reads any more, is no reason to stop answering.
  file.on('error', ({ code }: NodeJS.ErrnoException) => {
    isReaderGone ||= code === 'EPIPE'
  })

  const lines = gatherLines(file, GATHERED_MS)
  const flush = (): void => {
    lines.flush()
    file.flushSync()
  }
  const close = async (): Promise<void> => {
    lines.flush()
    if (isReaderGone) return
    const closed = once(file, 'close')
    file.end()
    // What cannot be written is given up.
    await closed.catch(() => file.destroy())
  }
  return { log: buildLog(level, lines), flush, close }
}

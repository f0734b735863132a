import { once } from 'node:events'
import { writeSync } from 'node:fs'
import type { DestinationStream, Logger } from 'pino'
import { destination, pino, stdTimeFunctions } from 'pino'
import { gatherLines } from './gather-lines.ts'
import type { LogLevel } from './serve-options.ts'

/** What the server logs with: fields first, then a message that is the same each time. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** A log, and how to end it. */
export interface OpenLog {
  readonly log: Log
  /** Ends the log when every line is written that can be. */
  readonly close: () => Promise<void>
  /** Writes what is gathered where nothing else will run any more: for a process that crashes. */
  readonly closeNow: () => void
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

/**
 * Opens a log on an open file, by its number, that makes no request wait. That a disk is full, or that nobody reads any
 * more, stops neither the server nor its end.
 */
export function openLog(level: LogLevel, fd: number): OpenLog {
  const file = destination({ dest: fd, sync: false, maxLength: MAX_WAITING_BYTES })
  let fault: string | undefined
  file.on('error', ({ code }: NodeJS.ErrnoException) => {
    fault = code
  })
  const lines = gatherLines(GATHERED_MS, (text) => file.write(text))

  const close = async (): Promise<void> => {
    file.write(lines.take())
    // pino has given up by then, and would never say that it has closed.
    if (fault === 'EPIPE') return
    const closed = once(file, 'close')
    file.end()
    await closed.catch(() => file.destroy())
  }
  const closeNow = (): void => {
    try {
      writeSync(fd, lines.take())
    } catch {
      // pino would try for ever to write what it still has.
      file.destroy()
    }
  }
  return { log: buildLog(level, lines), close, closeNow }
}

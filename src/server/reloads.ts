import { followFiles } from './follow-files.ts'
import type { Log } from './log.ts'
import { messageOf } from './message-of.ts'
import type { Metrics, Reloadable } from './metrics.ts'

/** Where it is told what became of a change, how often to look for one, and until when. */
export interface Reloads {
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
  readonly metrics: Pick<Metrics, 'countReload' | 'setSettingsHash' | 'setCertificateExpiry'>
  readonly intervalMs: number
  readonly signal: AbortSignal
}

/** What is read from files: how it is parsed, and who takes each change. Either may throw, and the last good one stays. */
export interface Source<Value> {
  readonly what: Reloadable
  readonly files: readonly string[]
  readonly parse: (contents: readonly string[]) => Value | Promise<Value>
  readonly take: (value: Value) => void
}

/**
 * Reads files now, and again when they change; what becomes of each change goes to the log and the metrics.
 * @returns the value now
 * @throws why there is none
 */
export async function followSource<Value>(
  { what, files, parse, take }: Source<Value>,
  { log, metrics, intervalMs, signal }: Reloads,
): Promise<Value> {
  return followFiles({
    files,
    parse,
    intervalMs,
    signal,
    onChange: (value) => {
      take(value)
      metrics.countReload(what, 'success')
      log.info({ what, files }, 'took a change of files')
    },
    onFault: (fault) => {
      metrics.countReload(what, 'failure')
      log.error({ what, files, fault: messageOf(fault) }, 'files are at fault, and what they held before stays')
    },
  })
}

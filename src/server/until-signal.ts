const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** What asks a process to end. */
export type EndSignal = (typeof SIGNALS)[number]

/** The process that signals come to; `process` is one. */
export interface Signalled {
  readonly pid: number
  on(signal: EndSignal, listener: (signal: EndSignal) => void): unknown
  off(signal: EndSignal, listener: (signal: EndSignal) => void): unknown
  kill(pid: number, signal: EndSignal): unknown
}

/** npm passes on a signal that the terminal has sent to us too: what comes so soon is the same one. */
const SAME_SIGNAL_MS = 200

/**
 * Waits for the first signal to end. A second one ends the process at once, as if nobody had listened.
 * @param now a clock in milliseconds
 */
export async function untilSignal(target: Signalled, now: () => number): Promise<EndSignal> {
  return new Promise((resolve) => {
    let first: number | undefined
    const listener = (signal: EndSignal): void => {
      first ??= now()
      resolve(signal)
      if (now() - first > SAME_SIGNAL_MS) end(signal)
    }
    const end = (signal: EndSignal): void => {
      for (const each of SIGNALS) target.off(each, listener)
      target.kill(target.pid, signal)
    }
    for (const signal of SIGNALS) target.on(signal, listener)
  })
}

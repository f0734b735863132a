import { setTimeout as delay } from 'node:timers/promises'
import { openLog } from './log.ts'
import type { ServeOptions } from './serve-options.ts'
import { startServer } from './start-server.ts'
import { untilSignal } from './until-signal.ts'

export type { ServeOptions } from './serve-options.ts'
export { StartFault } from './start-fault.ts'

/** Standard output, by its number: the log writes to the file itself. */
const STANDARD_OUTPUT = 1

/**
 * How long it goes on after SIGTERM: by then the API server has heard that the endpoint is gone. With what it takes to close,
 * well within the 30 s that a Pod has. A person at a terminal, who sends SIGINT, is not made to wait.
 */
const DELAY_MS = { SIGTERM: 5000, SIGINT: 0 } as const
const CLOSE_MS = 10_000

/** By then the log has said where it listens, so that on a terminal the hint comes last and stays in sight. */
const HINT_DELAY_MS = 50

/**
 * Runs the webhook until a signal ends it, and returns when the last answer is out and the last line of the log written.
 * @param print shows a person what to try first, on standard error
 * @throws {StartFault} where it cannot start
 */
export async function serve(options: ServeOptions, print: (text: string) => void): Promise<void> {
  const { log, close, closeNow } = openLog(options.logLevel, STANDARD_OUTPUT)
  process.prependOnceListener('exit', closeNow)
  try {
    const { places, drain } = await startServer(options, { log })
    const signalled = untilSignal(process, () => performance.now())
    const isFirstTry = options.tlsCertFile === undefined && options.webhookConfiguration === undefined
    if (isFirstTry && places.debug !== undefined) {
      await delay(HINT_DELAY_MS)
      print(firstTry(places.debug))
    }

    const signal = await signalled
    const delayMs = DELAY_MS[signal]
    log.info({ signal, delayMs }, 'draining; a second signal ends it at once')
    await drain({ delayMs, closeMs: CLOSE_MS })
    log.info({}, 'ended')
  } finally {
    process.off('exit', closeNow)
    await close()
  }
}

function firstTry(debug: string): string {
  return `
Ready, with a certificate made in memory. See what it does to a Workflow, and why, from another terminal:

  curl --data-binary @examples/hello-workflow.yaml http://${debug}/dry-run

`
}

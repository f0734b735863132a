import { Readable } from 'node:stream'
import type { Io, Output } from '../../src/cli/io.ts'
import { run } from '../../src/cli/run.ts'

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** What a command meets, where a test says so. */
export interface World {
  readonly stdin?: string
  readonly env?: Io['env']
  readonly isTTY?: boolean
}

/** Runs the command line inside the test, as a shell would. */
export async function runCli(
  args: readonly string[],
  { stdin = '', env = {}, isTTY = false }: World = {},
): Promise<Ran> {
  const stdout = createOutput(isTTY)
  const stderr = createOutput(isTTY)
  const code = await run(args, { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, env })
  return { code, stdout: stdout.printed(), stderr: stderr.printed() }
}

/** An output that keeps what is printed, and the listeners for its errors. */
export function createOutput(isTTY = false): Output & { printed: () => string; fail: (error: Error) => void } {
  const texts: string[] = []
  const listeners: ((error: NodeJS.ErrnoException) => void)[] = []
  return {
    isTTY,
    write: (text) => texts.push(text),
    on: (_event, listener) => listeners.push(listener),
    printed: () => texts.join(''),
    fail: (error) => {
      for (const listener of listeners) listener(error)
    },
  }
}

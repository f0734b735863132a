import type { Io } from './io.ts'
import { EXIT, say } from './io.ts'
import type { FlagValues } from './serve-flags.ts'
import { readServeOptions } from './serve-flags.ts'

/** Runs the webhook until it is told to end. Returns the exit code. */
export async function serveWith(io: Io, flags: FlagValues): Promise<number> {
  const options = readServeOptions(flags, io.env)
  const { serve, StartFault } = await import('../server/serve.ts')
  try {
    await serve(options, (text) => io.stderr.write(text))
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof StartFault)) throw error
    for (const line of error.message.split('\n')) say(io, 'error', line)
    return EXIT.fault
  }
}

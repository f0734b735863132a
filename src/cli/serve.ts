import type { serve, StartFault } from '../server/serve.ts'
import type { Io } from './io.ts'
import { EXIT, say } from './io.ts'
import type { FlagValues } from './serve-flags.ts'
import { readServeOptions } from './serve-flags.ts'

/** What it takes to serve. Loaded when it is needed: the other commands do without. */
interface Server {
  readonly serve: typeof serve
  readonly StartFault: typeof StartFault
}

/** Runs the webhook until it is told to end. Returns the exit code. */
export async function serveWith(io: Io, flags: FlagValues, load: () => Promise<Server> = loadServer): Promise<number> {
  const options = readServeOptions(flags, io.env)
  const server = await load()
  try {
    await server.serve(options, (text) => io.stderr.write(text))
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof server.StartFault)) throw error
    for (const line of error.message.split('\n')) say(io, 'error', line)
    return EXIT.fault
  }
}

function loadServer(): Promise<Server> {
  return import('../server/serve.ts')
}

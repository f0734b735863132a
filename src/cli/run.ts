import { CommanderError } from 'commander'
import { HINT } from './help.ts'
import type { Io } from './io.ts'
import { EXIT, say, tolerateClosedPipe } from './io.ts'
import type { Actions } from './program.ts'
import { buildProgram } from './program.ts'
import { UsageFault } from './usage-fault.ts'

/** Runs the command line, and returns the exit code (I1). */
export async function run(args: readonly string[], io: Io): Promise<number> {
  tolerateClosedPipe(io.stdout)
  tolerateClosedPipe(io.stderr)

  let exitCode: number = EXIT.ok
  const program = buildProgram(io, loadActions(io), (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    return toExitCode(io, error)
  }
}

/** Each command loads what it needs when it runs, so that none waits for what only another needs. */
function loadActions(io: Io): Actions {
  return {
    serve: async (flags) => (await import('./serve.ts')).serveWith(io, flags),
    mutate: async (options) => (await import('./mutate.ts')).mutateInputs(io, options),
    explain: async (options) => (await import('./explain.ts')).explainInputs(io, options),
    settings: async (options) => (await import('./settings.ts')).showSettings(io, options),
    check: async ({ settings }) => (await import('./check.ts')).checkSettings(io, settings),
  }
}

/** commander has said what is wrong, or printed what was asked for. */
function toExitCode(io: Io, error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (!(error instanceof UsageFault)) throw error

  say(io, 'error', error.message)
  io.stderr.write(`${HINT}\n`)
  return EXIT.usage
}

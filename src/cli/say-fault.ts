import type { Io } from './io.ts'
import { say } from './io.ts'
import { InputFault } from './read-inputs.ts'

/** What was loaded, or something in its place where it cannot be, with the fault said on standard error. */
export async function sayFault<Value>(io: Io, otherwise: Value, load: () => Promise<Value>): Promise<Value> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof InputFault)) throw error
    say(io, 'error', error.message)
    return otherwise
  }
}

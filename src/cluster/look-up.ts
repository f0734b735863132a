import { ask, hasStatus } from './api.ts'
import type { Connection } from './connection.ts'
import type { ObjectFacts } from './object-facts.ts'
import { toFacts } from './object-facts.ts'
import { nameOf } from './paths.ts'

/**
 * Asks the API server for one object.
 * @throws {Error} where it does not say
 */
export async function lookUp(connection: Connection, path: string): Promise<ObjectFacts | 'absent'> {
  try {
    const facts = toFacts(await ask(connection, { path }))
    // A name such as `..`, which no object has, may have led elsewhere.
    return facts.name === nameOf(path) ? facts : 'absent'
  } catch (fault) {
    if (hasStatus(fault, 404)) return 'absent'
    throw fault
  }
}

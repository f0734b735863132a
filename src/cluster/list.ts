import { own, ownList, ownText } from '../core/json.ts'
import { ask } from './api.ts'
import type { Connection } from './connection.ts'

/** So many objects are in memory at once as the API server has them. */
const PAGE_SIZE = 500

/**
 * Reads a list page by page.
 * @param path with a query
 * @param take gets each object
 * @returns the version from which on a watch tells what changes
 * @throws {Error} where a page does not come: what was taken is not all then
 */
export async function list(
  connection: Connection,
  path: string,
  take: (object: unknown) => void,
  signal: AbortSignal,
): Promise<string> {
  let continued = ''
  do {
    const query = `&limit=${PAGE_SIZE}&continue=${encodeURIComponent(continued)}`
    const page = await ask(connection, { path: `${path}${query}` }, signal)
    for (const item of ownList(page, 'items')) take(item)
    const metadata = own(page, 'metadata')
    continued = ownText(metadata, 'continue') ?? ''
    if (continued === '') return ownText(metadata, 'resourceVersion') ?? ''
  } while (!signal.aborted)
  throw signal.reason
}

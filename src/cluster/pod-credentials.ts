import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Credentials, ReadCredentials } from './credentials.ts'

/** Where Kubernetes lays what a Pod needs to speak to its API server. */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The kubelet writes another token before the old one expires, and leaves minutes for it to be noticed. */
const REREAD_MS = 60_000

/** Whether this Pod may speak to its cluster: one without a token may not. */
export function hasPodCredentials(folder: string = FOLDER): boolean {
  return existsSync(join(folder, 'token'))
}

/**
 * Speaks as the ServiceAccount of this Pod. By hand, since the client library would more than double the memory of a replica
 * for these three files.
 * @param server the URL of the API server
 */
export async function openPodCredentials(server: string, folder: string = FOLDER): Promise<Credentials> {
  const readText = async (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
  let current: ReadCredentials = {}
  let readAt = -Infinity
  return {
    server,
    namespace: (await readText('namespace')).trim(),
    read: async () => {
      if (performance.now() - readAt > REREAD_MS) {
        const [token, ca] = await Promise.all([readText('token'), readText('ca.crt')])
        current = { ca, headers: { authorization: `Bearer ${token.trim()}` } }
        readAt = performance.now()
      }
      return current
    },
  }
}

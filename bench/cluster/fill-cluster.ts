import { send } from '../../src/cluster/api.ts'
import type { Connection } from '../../src/cluster/connection.ts'

/** What the cluster is filled with. */
export interface ClusterSize {
  readonly namespaces: number
  readonly serviceAccounts: number
}

const SIZE: ClusterSize = { namespaces: 2000, serviceAccounts: 20_000 }

/** So many requests are under way at once. */
const AT_ONCE = 8
/** An API server that is filled so fast has pauses. */
const PATIENCE_MS = 60_000

/** The name of one of the Namespaces, by its number from 0. */
export function nameNamespace(number: number): string {
  return `team-${number}`
}

/** The ServiceAccount that each of the Namespaces has, among others. */
export const SERVICE_ACCOUNT = 'account-0'

/** Fills a cluster through its API: Namespaces that opted in, with a setting each, and ServiceAccounts in them. */
export async function fillCluster(connection: Connection, say: (line: string) => void): Promise<ClusterSize> {
  const start = performance.now()
  const { namespaces, serviceAccounts } = SIZE
  await doAll(namespaces, async (number) => {
    const labels = { 'workflows.panfactum.com/defaults': 'enabled', 'kubernetes.io/team': `${number}` }
    const annotations = { 'settings.workflows.panfactum.com/activeDeadlineSeconds': '7200', owner: 'x'.repeat(500) }
    const metadata = { name: nameNamespace(number), labels, annotations }
    await create(connection, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata })
  })
  say(`made ${namespaces} Namespaces`)
  await doAll(serviceAccounts, async (number) => {
    const path = `/api/v1/namespaces/${nameNamespace(number % namespaces)}/serviceaccounts`
    const metadata = { name: `account-${Math.floor(number / namespaces)}` }
    await create(connection, path, { apiVersion: 'v1', kind: 'ServiceAccount', metadata })
  })
  say(`made ${serviceAccounts} ServiceAccounts; both took ${Math.round((performance.now() - start) / 1000)} s`)
  return SIZE
}

async function create(connection: Connection, path: string, body: object): Promise<void> {
  const response = await send(connection, { method: 'POST', path, body, signal: AbortSignal.timeout(PATIENCE_MS) })
  response.resume()
}

/** Does something for each number below a count, a few at a time. */
export async function doAll(count: number, action: (number: number) => Promise<void>): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) await action(number)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

import { expectKubectl } from '../harness/kubectl.ts'
import type { TestCluster } from '../harness/test-cluster.ts'
import type { Manifest } from './manifests.ts'

/** The ways in which people hand an object to the API server. */
export const WAYS = {
  'kubectl create': ['create', '-f', '-'],
  'kubectl apply': ['apply', '-f', '-'],
  'kubectl apply --server-side': ['apply', '--server-side', '-f', '-'],
} as const
export type Way = keyof typeof WAYS

/** Sends an object. Returns what kubectl printed on standard error, where warnings go. @throws {Error} where it is refused */
export async function send(cluster: TestCluster, namespace: string, manifest: Manifest, way: readonly string[]): Promise<string> {
  const { code, stderr } = await cluster.kubectl([`--namespace=${namespace}`, ...way], manifest)
  if (code !== 0) throw new Error(`kubectl ${way.join(' ')} ended with ${code}: ${stderr.trim()}`)
  return stderr
}

/** Reads an object as the API server keeps it. */
export async function read(cluster: TestCluster, namespace: string, { kind, metadata }: Manifest): Promise<Manifest> {
  const args = [`--namespace=${namespace}`, 'get', kind, metadata.name, '-o', 'json']
  return JSON.parse(await expectKubectl(cluster.kubectl, args)) as Manifest
}

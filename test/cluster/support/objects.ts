import type { TestCluster } from '../harness/test-cluster.ts'
import type { Manifest } from './manifests.ts'

/** The ways in which people hand an object to the API server. */
export const WAYS = {
  'kubectl create': ['create', '-f', '-'],
  'kubectl apply': ['apply', '-f', '-'],
  'kubectl apply --server-side': ['apply', '--server-side', '-f', '-'],
} as const
export type Way = keyof typeof WAYS

/** What came of an object that was sent. */
export interface Sent {
  /** As the API server admitted it: Argo's controller has not seen it yet. */
  readonly object: Manifest
  /** What kubectl printed on standard error, where warnings go. */
  readonly warnings: string
}

/** Sends an object. @throws {Error} where it is refused */
export async function send(
  { kubectl }: TestCluster,
  namespace: string,
  manifest: Manifest,
  way: readonly string[],
): Promise<Sent> {
  const { code, stdout, stderr } = await kubectl([`--namespace=${namespace}`, ...way, '-o', 'json'], manifest)
  if (code !== 0) throw new Error(`kubectl ${way.join(' ')} ended with ${code}: ${stderr.trim()}`)
  return { object: JSON.parse(stdout) as Manifest, warnings: stderr }
}

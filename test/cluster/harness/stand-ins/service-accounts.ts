import type { CoreV1Api, V1Namespace } from '@kubernetes/client-node'
import { expectPresent } from './codes.ts'

/** Makes the ServiceAccount that Pods get which name none; the API server refuses them without. */
export async function createDefaultServiceAccount(core: CoreV1Api, { metadata }: V1Namespace): Promise<void> {
  if (metadata?.deletionTimestamp !== undefined) return
  const body = { metadata: { name: 'default' } }
  await core.createNamespacedServiceAccount({ namespace: metadata?.name ?? '', body }).catch(expectPresent)
}

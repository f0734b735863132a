import type { Credentials } from './credentials.ts'
import { openKubeconfigCredentials } from './kubeconfig-credentials.ts'
import { hasPodCredentials, openPodCredentials } from './pod-credentials.ts'

/** Where credentials may come from. */
export interface CredentialSources {
  readonly kubeconfig?: string | undefined
  /** The URL of the API server of the cluster that this runs in, if it runs in one. */
  readonly apiServer?: string | undefined
}

/**
 * Opens the credentials of a kubeconfig, or those of this Pod; `undefined` where there are neither.
 * @throws {Error} where they are at fault, and says which
 */
export async function openCredentials({ kubeconfig, apiServer }: CredentialSources): Promise<Credentials | undefined> {
  if (kubeconfig !== undefined) return named(`the kubeconfig ${kubeconfig}`, openKubeconfigCredentials(kubeconfig))
  if (apiServer === undefined || !hasPodCredentials()) return undefined
  return named('the ServiceAccount of this Pod', openPodCredentials(apiServer))
}

async function named(what: string, credentials: Promise<Credentials>): Promise<Credentials> {
  try {
    return await credentials
  } catch (cause) {
    throw new Error(`cannot use ${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

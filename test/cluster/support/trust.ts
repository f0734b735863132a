import type { V1MutatingWebhookConfiguration, V1Secret } from '@kubernetes/client-node'
import { expectKubectl } from '../harness/kubectl.ts'
import type { TestCluster } from '../harness/test-cluster.ts'

/** Deletes the Secret that keeps the CA. */
export const SECRET = ['--namespace=wf-defaults', 'delete', 'secret', 'wf-defaults-ca'] as const

/** Whom the API server trusts, and what the Secret says whom it should; all in PEM. */
export interface Trust {
  /** Of each webhook; empty where there is none. */
  readonly caBundles: readonly string[]
  readonly bundle: string
  readonly signer: string
}

/** Reads it. @throws {Error} where the Secret or the webhook configuration is not there */
export async function readTrust({ kubectl }: TestCluster): Promise<Trust> {
  const configuration = JSON.parse(
    await expectKubectl(kubectl, ['get', 'mutatingwebhookconfiguration', 'wf-defaults', '-o', 'json']),
  ) as V1MutatingWebhookConfiguration
  const secret = JSON.parse(
    await expectKubectl(kubectl, ['--namespace=wf-defaults', 'get', 'secret', 'wf-defaults-ca', '-o', 'json']),
  ) as V1Secret
  return {
    caBundles: (configuration.webhooks ?? []).map(({ clientConfig }) => decode(clientConfig.caBundle)),
    bundle: decode(secret.data?.['ca.crt']),
    signer: decode(secret.data?.['tls.crt']),
  }
}

function decode(base64 = ''): string {
  return Buffer.from(base64, 'base64').toString()
}

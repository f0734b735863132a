import { own, ownList, ownPath, ownText } from '../core/json.ts'
import { ask } from './api.ts'
import type { Connection } from './connection.ts'

/** One entry of a MutatingWebhookConfiguration: at which host the API server calls it, and whom it trusts there. */
export interface WebhookEntry {
  readonly name: string
  /** A name, or an address. */
  readonly host: string
  /** In PEM; empty where there is none. */
  readonly caBundle: string
}

/** As whom the caBundle is applied: by all replicas alike, and by nobody else. */
const FIELD_MANAGER = 'wf-defaults'

/**
 * Reads the entries of a MutatingWebhookConfiguration.
 * @throws {ApiFault} where it is not there
 */
export async function readWebhooks(connection: Connection, name: string): Promise<readonly WebhookEntry[]> {
  return toEntries(await ask(connection, { path: pathOf(name) }))
}

/**
 * Gives each of the entries this caBundle by server-side apply, so that whoever applies the rest does not undo it.
 * @returns the entries as they are then
 */
export async function applyCaBundle(
  connection: Connection,
  name: string,
  entries: readonly WebhookEntry[],
  bundle: string,
): Promise<readonly WebhookEntry[]> {
  const clientConfig = { caBundle: Buffer.from(bundle).toString('base64') }
  const applied = await ask(connection, {
    method: 'PATCH',
    path: `${pathOf(name)}?fieldManager=${FIELD_MANAGER}&force=true`,
    contentType: 'application/apply-patch+yaml',
    body: {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name },
      webhooks: entries.map((entry) => ({ name: entry.name, clientConfig })),
    },
  })
  return toEntries(applied)
}

function pathOf(name: string): string {
  return `/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/${encodeURIComponent(name)}`
}

function toEntries(configuration: unknown): readonly WebhookEntry[] {
  return ownList(configuration, 'webhooks').map((webhook) => {
    const clientConfig = own(webhook, 'clientConfig')
    return {
      name: ownText(webhook, 'name') ?? '',
      host: hostOf(clientConfig),
      caBundle: Buffer.from(ownText(clientConfig, 'caBundle') ?? '', 'base64').toString(),
    }
  })
}

/** The name that the API server checks the certificate against. */
function hostOf(clientConfig: unknown): string {
  const url = ownText(clientConfig, 'url')
  // An IPv6 address is in brackets there.
  if (url !== undefined) return new URL(url).hostname.replaceAll(/[[\]]/gu, '')
  const service = ownPath(clientConfig, 'service')
  return `${ownText(service, 'name') ?? ''}.${ownText(service, 'namespace') ?? ''}.svc`
}

import type { AuthoritySecret, StoredAuthority } from './authority-secret.ts'
import { createAuthoritySecret, readAuthority, replaceAuthority } from './authority-secret.ts'
import type { Connection } from './connection.ts'
import type { WebhookEntry } from './webhook-configuration.ts'
import { applyCaBundle, readWebhooks } from './webhook-configuration.ts'

/** Where the cluster keeps what makes the API server trust the webhook. All of it fails where the API server does not answer. */
export interface TrustStore {
  readonly readWebhooks: () => Promise<readonly WebhookEntry[]>
  /** Gives the entries as they are then. */
  readonly applyCaBundle: (entries: readonly WebhookEntry[], bundle: string) => Promise<readonly WebhookEntry[]>
  readonly readAuthority: () => Promise<AuthoritySecret | undefined>
  /** These two say whether they did it: another replica may have been first. */
  readonly createAuthority: (authority: StoredAuthority) => Promise<boolean>
  readonly replaceAuthority: (secret: AuthoritySecret, authority: StoredAuthority) => Promise<boolean>
}

/** The objects by their names. */
export interface TrustNames {
  readonly webhookConfiguration: string
  readonly caSecret: string
}

/** Keeps trust in a cluster: the CA in a Secret, and whom the API server trusts in a MutatingWebhookConfiguration. */
export function openTrustStore(connection: Connection, { webhookConfiguration, caSecret }: TrustNames): TrustStore {
  return {
    readWebhooks: async () => readWebhooks(connection, webhookConfiguration),
    applyCaBundle: async (entries, bundle) => applyCaBundle(connection, webhookConfiguration, entries, bundle),
    readAuthority: async () => readAuthority(connection, caSecret),
    createAuthority: async (authority) => createAuthoritySecret(connection, caSecret, authority),
    replaceAuthority: async (secret, authority) => replaceAuthority(connection, secret, authority),
  }
}

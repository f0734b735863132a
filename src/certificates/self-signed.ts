import { createAuthority, issueKeyPair } from './authority.ts'
import type { KeyPair } from './key-pair.ts'

/** A key pair and the CA that signed it. The CA's own key is forgotten. */
export interface SelfSignedKeyPair extends KeyPair {
  /** The CA's certificate in PEM: what a `caBundle` holds in base64. */
  readonly authority: string
}

/** The Service that the manifests make. */
const SERVICE = ['wf-defaults.wf-defaults.svc', 'wf-defaults.wf-defaults.svc.cluster.local']

/** Makes a CA and a server certificate that it signed, without files, for a first try. */
export function createSelfSignedKeyPair(now: Date): SelfSignedKeyPair {
  const authority = createAuthority(now)
  return { ...issueKeyPair(authority, SERVICE, now), authority: authority.certificate }
}

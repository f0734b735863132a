import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Who may do everything, and the key that signs the tokens of ServiceAccounts. */
export interface Credentials {
  readonly adminToken: string
  readonly tokenFile: string
  readonly serviceAccountKeyFile: string
}

/** Makes the credentials of a control plane in its folder. */
export function writeCredentials(folder: string): Credentials {
  const adminToken = randomBytes(16).toString('hex')
  const tokenFile = join(folder, 'tokens.csv')
  writeFileSync(tokenFile, `${adminToken},admin,admin,system:masters\n`, { mode: 0o600 })

  // SEC 1: kube-apiserver takes the public half from that, and not from PKCS 8.
  const serviceAccountKeyFile = join(folder, 'service-account.key')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writeFileSync(serviceAccountKeyFile, privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 })
  return { adminToken, tokenFile, serviceAccountKeyFile }
}

/** How one user reaches an API server. */
export interface Access {
  readonly server: string
  /** The file of the CA. */
  readonly certificateAuthority: string
  readonly token: string
  readonly namespace?: string
}

/** Writes a kubeconfig for one user. Returns its path. */
export function writeKubeconfig(file: string, { server, certificateAuthority, token, namespace }: Access): string {
  const ca = readFileSync(certificateAuthority).toString('base64')
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'wf-defaults', cluster: { server, 'certificate-authority-data': ca } }],
    users: [{ name: 'wf-defaults', user: { token } }],
    contexts: [{ name: 'wf-defaults', context: { cluster: 'wf-defaults', user: 'wf-defaults', namespace } }],
    'current-context': 'wf-defaults',
  }
  // JSON is YAML.
  writeFileSync(file, `${JSON.stringify(kubeconfig, null, 2)}\n`, { mode: 0o600 })
  return file
}

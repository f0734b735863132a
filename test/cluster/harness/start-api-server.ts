import { readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import type { Credentials } from './credentials.ts'
import { findFreePorts } from './find-free-ports.ts'
import type { Part } from './part.ts'
import { startPart } from './part.ts'

/** An API server that runs. */
export interface ApiServer {
  readonly part: Part
  readonly url: string
  /** The file of the CA that its certificate verifies against. */
  readonly certificateAuthority: string
  /** One JSON audit event a line. */
  readonly auditLog: string
}

// Who did what to Argo's objects; of a webhook's annotations it has all.
const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'Metadata', verbs: ['create', 'update', 'patch'], resources: [{ group: 'argoproj.io' }] },
    { level: 'None' },
  ],
}

/**
 * Starts a kube-apiserver at an address of this machine, with the admission plugins that it has by default, RBAC, and an
 * audit log. It reaches a webhook's Service through its EndpointSlices, as there is no kube-proxy.
 */
export async function startApiServer(
  command: string,
  { folder, etcd, address, credentials }: { folder: string; etcd: string; address: string; credentials: Credentials },
): Promise<ApiServer> {
  const [port] = await findFreePorts(1, address)
  const url = `https://${address}:${port}`
  const certificates = join(folder, 'api-server-certificates')
  const certificateAuthority = join(certificates, 'apiserver.crt')
  const auditLog = join(folder, 'audit.log')
  const auditPolicy = join(folder, 'audit-policy.json')
  writeFileSync(auditPolicy, JSON.stringify(AUDIT_POLICY))

  const part = await startPart({
    name: 'kube-apiserver',
    command,
    args: [
      `--etcd-servers=${etcd}`,
      `--bind-address=${address}`,
      `--advertise-address=${address}`,
      `--secure-port=${port}`,
      `--cert-dir=${certificates}`,
      `--token-auth-file=${credentials.tokenFile}`,
      '--authorization-mode=RBAC',
      `--service-account-key-file=${credentials.serviceAccountKeyFile}`,
      `--service-account-signing-key-file=${credentials.serviceAccountKeyFile}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-cluster-ip-range=10.78.0.0/24',
      '--enable-aggregator-routing',
      '--allow-privileged',
      `--audit-policy-file=${auditPolicy}`,
      `--audit-log-path=${auditLog}`,
    ],
    folder,
    isReady: () => answersReady(`${url}/readyz`, readFileSync(certificateAuthority)),
  })
  return { part, url, certificateAuthority, auditLog }
}

function answersReady(url: string, ca: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    }).once('error', reject)
  })
}

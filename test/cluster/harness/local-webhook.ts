import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'
import type { ControlPlane } from './control-plane.ts'
import { writeKubeconfig } from './credentials.ts'
import { findFreePorts } from './find-free-ports.ts'
import { isReadyAt } from './is-ready-at.ts'
import type { Kubectl } from './kubectl.ts'
import { expectKubectl } from './kubectl.ts'
import type { Part } from './part.ts'
import { startPart } from './part.ts'

/** The webhook on this machine. */
export interface LocalWebhook {
  readonly part: Part
  /** Read again when it changes. */
  readonly settings: string
}

/** What of the manifests this needs. */
interface Manifest {
  readonly kind: string
  readonly data?: Readonly<Record<string, string>>
  readonly webhooks?: readonly { readonly clientConfig: ClientConfig }[]
  readonly spec?: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] } }
  }
}

interface ClientConfig {
  readonly service?: { readonly path?: string }
  readonly url?: string
}

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url))
const MANIFESTS = fileURLToPath(new URL('../../../manifests', import.meta.url))
const HOST = '127.0.0.1'

// There are no Pods, so nothing for these to act on.
const LEFT_OUT = ['Deployment', 'PodDisruptionBudget', 'NetworkPolicy', 'Service']

/**
 * Installs wf-defaults from its manifests, and runs it on this machine with the arguments and the rights that its Pods would
 * have. The API server calls it by a URL on loopback: no Service leads there.
 */
export async function startLocalWebhook(kubectl: Kubectl, controlPlane: ControlPlane): Promise<LocalWebhook> {
  const [port = 0, opsPort = 0] = await findFreePorts(2)
  const manifests = await readManifests(kubectl)
  for (const manifest of manifests.filter(({ kind }) => !LEFT_OUT.includes(kind)))
    await expectKubectl(kubectl, ['apply', '-f', '-'], callByUrl(manifest, port))

  const settings = join(controlPlane.folder, 'settings.yaml')
  writeFileSync(settings, findManifest(manifests, 'ConfigMap').data?.['settings.yaml'] ?? '')
  const [container] = findManifest(manifests, 'Deployment').spec?.template.spec.containers ?? []
  const part = await startPart({
    name: 'wf-defaults',
    command: process.execPath,
    args: [MAIN, ...(container?.args ?? []).map((arg) => arg.replace('/etc/wf-defaults/settings.yaml', settings))],
    env: {
      PATH: process.env['PATH'],
      WF_DEFAULTS_KUBECONFIG: await writeOwnKubeconfig(kubectl, controlPlane),
      WF_DEFAULTS_ADDRESS: HOST,
      WF_DEFAULTS_PORT: String(port),
      WF_DEFAULTS_OPS_ADDRESS: HOST,
      WF_DEFAULTS_OPS_PORT: String(opsPort),
      WF_DEFAULTS_DEBUG_PORT: '0',
    },
    folder: controlPlane.folder,
    isReady: () => isReadyAt(HOST, opsPort),
  })
  return { part, settings }
}

async function readManifests(kubectl: Kubectl): Promise<readonly Manifest[]> {
  const text = await expectKubectl(kubectl, ['kustomize', MANIFESTS])
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest)
}

function findManifest(manifests: readonly Manifest[], kind: string): Manifest {
  const found = manifests.find((manifest) => manifest.kind === kind)
  if (found === undefined) throw new Error(`${MANIFESTS}: expected a ${kind}`)
  return found
}

function callByUrl(manifest: Manifest, port: number): Manifest {
  if (manifest.webhooks === undefined) return manifest
  const webhooks = manifest.webhooks.map(({ clientConfig: { service }, ...webhook }) => ({
    ...webhook,
    clientConfig: { url: `https://${HOST}:${port}${service?.path ?? ''}` },
  }))
  return { ...manifest, webhooks }
}

async function writeOwnKubeconfig(
  kubectl: Kubectl,
  { folder, url: server, certificateAuthority }: ControlPlane,
): Promise<string> {
  const namespace = 'wf-defaults'
  const token = await expectKubectl(kubectl, [
    `--namespace=${namespace}`,
    'create',
    'token',
    namespace,
    '--duration=48h',
  ])
  return writeKubeconfig(join(folder, 'wf-defaults.kubeconfig'), {
    server,
    certificateAuthority,
    token: token.trim(),
    namespace,
  })
}

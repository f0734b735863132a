import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { V1ConfigMap, V1Deployment, V1PodSpec, V1Secret, V1Volume } from '@kubernetes/client-node'
import { isReadyAt } from './is-ready-at.ts'
import { expectKubectl } from './kubectl.ts'
import type { Part } from './part.ts'
import { startPart } from './part.ts'
import { podAddress } from './sandbox.ts'
import type { TestCluster } from './test-cluster.ts'

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url))
const MANIFESTS = fileURLToPath(new URL('../../../manifests', import.meta.url))

// Where a kubelet lays the token of a Pod's ServiceAccount.
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'
const OPERATIONS_PORT = 8081
const ADMISSION_PORT = 8443

/** Applies the manifests, as an operator does. */
export async function applyManifests({ kubectl }: TestCluster): Promise<void> {
  await expectKubectl(kubectl, ['apply', '-k', MANIFESTS])
}

/**
 * Starts a replica of the Deployment, as a kubelet would: with its own arguments, what its volumes mount, and the token of its
 * ServiceAccount. It listens on the address of the Pod of that number, and is ready by its own word. No traffic goes there
 * before `publishEndpoints`.
 * @param program what Node runs, with flags of Node's own; the sources unless it says otherwise
 */
export async function startReplica(
  cluster: TestCluster,
  number: number,
  folder: string,
  program: readonly string[] = [MAIN],
): Promise<Part> {
  const deployment = await readObject<V1Deployment>(cluster, 'deployment', 'wf-defaults')
  const pod = deployment.spec?.template.spec
  await mountServiceAccount(cluster, pod?.serviceAccountName ?? '')
  await mountVolumes(cluster, pod)
  const address = podAddress(number)
  return startPart({
    name: `wf-defaults-${number}`,
    command: process.execPath,
    args: [...program, ...(pod?.containers[0]?.args ?? [])],
    env: buildEnvironment(cluster, address),
    folder,
    isReady: () => isReadyAt(address, OPERATIONS_PORT),
  })
}

/** Tells the API server which Pods are behind the Service, as the controller of EndpointSlices would. */
export async function publishEndpoints({ kubectl }: TestCluster, ...numbers: readonly number[]): Promise<void> {
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'wf-defaults-1',
      namespace: 'wf-defaults',
      labels: { 'kubernetes.io/service-name': 'wf-defaults' },
    },
    addressType: 'IPv4',
    ports: [{ name: 'admission', port: ADMISSION_PORT, protocol: 'TCP' }],
    endpoints: numbers.map((number) => ({ addresses: [podAddress(number)], conditions: { ready: true } })),
  }
  await expectKubectl(kubectl, ['apply', '-f', '-'], slice)
}

/** The ports are those of the manifests. What is this machine's address there, and the debug listener's, Pods have for themselves. */
function buildEnvironment({ url }: TestCluster, address: string): NodeJS.ProcessEnv {
  const { hostname, port } = new URL(url)
  return {
    ...process.env,
    KUBERNETES_SERVICE_HOST: hostname,
    KUBERNETES_SERVICE_PORT: port,
    WF_DEFAULTS_ADDRESS: address,
    WF_DEFAULTS_OPS_ADDRESS: address,
    WF_DEFAULTS_DEBUG_PORT: '0',
  }
}

async function mountServiceAccount(cluster: TestCluster, name: string): Promise<void> {
  const token = await expectKubectl(cluster.kubectl, ['--namespace=wf-defaults', 'create', 'token', name])
  write(join(SERVICE_ACCOUNT, 'token'), token.trim())
  write(join(SERVICE_ACCOUNT, 'namespace'), 'wf-defaults')
  write(join(SERVICE_ACCOUNT, 'ca.crt'), readFileSync(cluster.certificateAuthority, 'utf8'))
}

async function mountVolumes(cluster: TestCluster, pod: V1PodSpec | undefined): Promise<void> {
  for (const { name, mountPath } of pod?.containers[0]?.volumeMounts ?? []) {
    const volume = pod?.volumes?.find((each) => each.name === name)
    for (const [file, text] of Object.entries(await readFiles(cluster, volume))) write(join(mountPath, file), text)
  }
}

async function readFiles(
  cluster: TestCluster,
  volume: V1Volume | undefined,
): Promise<Readonly<Record<string, string>>> {
  if (volume?.configMap !== undefined)
    return (await readObject<V1ConfigMap>(cluster, 'configmap', volume.configMap.name ?? '')).data ?? {}

  const { data = {} } = await readObject<V1Secret>(cluster, 'secret', volume?.secret?.secretName ?? '')
  const files = Object.entries(data).map(([file, base64]) => [file, Buffer.from(base64, 'base64').toString()] as const)
  return Object.fromEntries(files)
}

async function readObject<Kind>({ kubectl }: TestCluster, resource: string, name: string): Promise<Kind> {
  const args = ['--namespace=wf-defaults', 'get', resource, name, '-o', 'json']
  return JSON.parse(await expectKubectl(kubectl, args)) as Kind
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

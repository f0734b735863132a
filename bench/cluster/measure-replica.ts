import { request } from 'node:https'
import { Agent } from 'node:https'
import { get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { json, text } from 'node:stream/consumers'
import { expectKubectl } from '../../test/cluster/harness/kubectl.ts'
import { podAddress } from '../../test/cluster/harness/sandbox.ts'
import type { TestCluster } from '../../test/cluster/harness/test-cluster.ts'
import { until } from '../../test/cluster/harness/until.ts'
import { applyManifests, startReplica } from '../../test/cluster/harness/webhook.ts'
import { layBundle, readNodeSettings } from '../bundle.ts'
import { readMemory } from '../process-stats.ts'
import type { ClusterSize } from './fill-cluster.ts'
import { doAll, nameNamespace, SERVICE_ACCOUNT } from './fill-cluster.ts'

/** Where to measure, and who hears how far it is. */
export interface Workplace {
  readonly cluster: TestCluster
  readonly size: ClusterSize
  readonly folder: string
  readonly say: (line: string) => void
}

/** What came out. Times in milliseconds from the spawn, memory in MiB. */
export interface Measured {
  readonly readyMs: number
  readonly listedMs: number
  readonly listed: Memory
  /** After a request for each Namespace, with the look-ups that they brought. */
  readonly asked: Memory
  readonly requestMs: { readonly first: number; readonly second: number }
}

interface Memory {
  readonly now: number
  readonly most: number
}

const PLACE = podAddress(1)
/** By then the garbage of what was just done is collected, or never will be. */
const SETTLE_MS = 5000

/** Starts the bundle as the image does, with the rights and arguments of the manifests, and asks it for each Namespace. */
export async function measureReplica({ cluster, size, folder, say }: Workplace): Promise<Measured> {
  const bundle = layBundle(folder, undefined)
  await applyManifests(cluster)
  await nameServiceAccount(cluster)
  const { flags, environment } = readNodeSettings()
  // What the replica is started with has all of this process's environment.
  Object.assign(process.env, environment)
  const start = performance.now()
  const replica = await startReplica(cluster, 1, folder, [...flags, bundle])
  try {
    const readyMs = performance.now() - start
    await until('the Namespaces are listed', async () => (await readMetric('namespaces_opted_in')) === size.namespaces)
    const listedMs = performance.now() - start
    await delay(SETTLE_MS)
    const listed = readMemory(replica.pid)
    say('asking for each Namespace, twice')
    const first = await askAll(size)
    const second = await askAll(size)
    await delay(SETTLE_MS)
    return { readyMs, listedMs, listed, asked: readMemory(replica.pid), requestMs: { first, second } }
  } finally {
    await replica.stop()
  }
}

/** So that there is a ServiceAccount to look up in each Namespace, beside the artifact repository. */
async function nameServiceAccount({ kubectl }: TestCluster): Promise<void> {
  const settings = {
    apiVersion: 'workflows.panfactum.com/v1alpha1',
    kind: 'Settings',
    defaults: { serviceAccountName: SERVICE_ACCOUNT },
  }
  const patch = JSON.stringify({ data: { 'settings.yaml': JSON.stringify(settings) } })
  const args = [
    '--namespace=wf-defaults',
    'patch',
    'configmap',
    'wf-defaults-settings',
    '--type=merge',
    '--patch',
    patch,
  ]
  await expectKubectl(kubectl, args)
}

async function readMetric(name: string): Promise<number> {
  const metrics = await new Promise<string>((resolve, reject) => {
    get(`http://${PLACE}:8081/metrics`, (response) => void text(response).then(resolve, reject)).on('error', reject)
  })
  return Number(new RegExp(`^wf_defaults_${name} (.*)$`, 'mu').exec(metrics)?.[1])
}

/** One request for each Namespace. Gives the mean time of one. */
async function askAll({ namespaces }: ClusterSize): Promise<number> {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false })
  let sum = 0
  await doAll(namespaces, async (number) => {
    const start = performance.now()
    const answer = await mutate(nameNamespace(number), agent)
    sum += performance.now() - start
    const patch = Buffer.from(answer.response.patch ?? '', 'base64').toString()
    if (!patch.includes(SERVICE_ACCOUNT)) throw new Error(`${nameNamespace(number)}: ${JSON.stringify(answer)}`)
  })
  agent.destroy()
  return sum / namespaces
}

interface Answer {
  readonly response: { readonly patch?: string }
}

async function mutate(namespace: string, agent: Agent): Promise<Answer> {
  const templates = [{ name: 'main', container: { name: '', image: 'busybox:1' } }]
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { generateName: 'hello-', namespace },
    spec: { entrypoint: 'main', templates },
  }
  const review = {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: '705ab4f5-6393-11e8-b7cc-42010a800002', operation: 'CREATE', namespace, object, oldObject: null },
  }
  return new Promise((resolve, reject) => {
    const sent = request({ host: PLACE, port: 8443, path: '/mutate', method: 'POST', agent }, (response) => {
      json(response).then((answer) => resolve(answer as Answer), reject)
    })
    sent.on('error', reject).end(JSON.stringify(review))
  })
}

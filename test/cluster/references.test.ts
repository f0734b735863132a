import t from 'tap'
import { expectKubectl } from './harness/kubectl.ts'
import { until } from './harness/until.ts'
import type { Manifest } from './support/manifests.ts'
import { buildManifest } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'
import { untilEnded } from './support/workflows.ts'

/** One of the references that a Workflow fails without, where it ends up, and what makes it exist. */
interface Reference {
  readonly key: string
  readonly warning: RegExp
  readonly expected: object
  readonly create: (namespace: string) => object
}

/** It counts from here on (R10). */
const FOUND_WITHIN_MS = 10_000

const REFERENCES: Readonly<Record<string, Reference>> = {
  ServiceAccount: {
    key: 'serviceAccountName',
    warning: /^Warning: serviceAccountName left out: the ServiceAccount runner does not exist$/mu,
    expected: { serviceAccountName: 'runner' },
    create: (namespace) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'runner', namespace } }),
  },
  PriorityClass: {
    key: 'podPriorityClassName',
    warning: /^Warning: podPriorityClassName left out: the PriorityClass wf-defaults-test does not exist$/mu,
    expected: { podPriorityClassName: 'wf-defaults-test' },
    create: () => ({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'wf-defaults-test' },
      value: 7,
    }),
  },
  'ConfigMap of artifact repositories': {
    key: 'artifactRepositoryRef',
    warning:
      /^Warning: artifactRepositoryRef left out: the ConfigMap artifact-repositories with the key s3 does not exist$/mu,
    expected: { artifactRepositoryRef: { configMap: 'artifact-repositories', key: 's3' }, archiveLogs: true },
    create: (namespace) =>
      configMap('artifact-repositories', namespace, { s3: 's3: {bucket: b, endpoint: s3.example}' }),
  },
  'ConfigMap of semaphores': {
    key: 'synchronization',
    warning:
      /^Warning: synchronization left out: the ConfigMap workflow-parallelism with the key job does not exist$/mu,
    expected: { synchronization: { semaphores: [{ configMapKeyRef: { name: 'workflow-parallelism', key: 'job' } }] } },
    create: (namespace) => configMap('workflow-parallelism', namespace, { job: '3' }),
  },
}

const { cluster } = await useWebhook(t, {
  serviceAccountName: 'runner',
  priorityClassName: 'wf-defaults-test',
  workflowParallelism: 3,
})
t.teardown(async () => cluster.kubectl(['delete', 'priorityclass', 'wf-defaults-test', '--ignore-not-found']))
const enabled = await createNamespace(cluster, 'enabled')

const before = await sendWorkflow()
const items = Object.values(REFERENCES).map(({ create }) => create(enabled))
await expectKubectl(cluster.kubectl, ['create', '-f', '-'], { apiVersion: 'v1', kind: 'List', items })
const createdAt = Date.now()
const after = await until('all of them are injected', async () => {
  const sent = await sendWorkflow()
  return Object.values(REFERENCES).every(({ key }) => key in sent.spec) && sent
})
const tookMs = Date.now() - createdAt

for (const [what, { key, warning, expected }] of Object.entries(REFERENCES))
  t.test(`a ${what} that is not there is left out with a warning; made, it is injected within 10 s`, async (t) => {
    t.match(before.warnings, warning)
    t.notOk(key in before.spec)

    t.ok(tookMs < FOUND_WITHIN_MS, `${tookMs} ms`)
    t.match(after.spec, expected)
    t.notMatch(after.warnings, warning)
  })

t.test('a Workflow runs whose defaults were left out for want of what they name', async (t) => {
  const namespace = await createNamespace(cluster, 'enabled')
  const manifest = buildManifest('Workflow')
  await send(cluster, namespace, manifest, WAYS['kubectl create'])

  const { phase } = await untilEnded(cluster, namespace, manifest.metadata.name)

  t.equal(phase, 'Succeeded')
})

t.test('one of the namespace of the controller of Argo counts too', async (t) => {
  const namespace = await createNamespace(cluster, 'enabled')
  await cluster.kubectl(['create', 'namespace', 'argo'])
  const shared = configMap('artifact-repositories', 'argo', { s3: 's3: {bucket: b, endpoint: s3.example}' })
  await expectKubectl(cluster.kubectl, ['apply', '-f', '-'], shared)
  t.teardown(async () => cluster.kubectl(['--namespace=argo', 'delete', 'configmap', 'artifact-repositories']))

  const { spec } = await until('it is found', async () => {
    const sent = await sendWorkflow(namespace)
    return 'artifactRepositoryRef' in sent.spec && sent
  })

  t.match(spec, { artifactRepositoryRef: { configMap: 'artifact-repositories', key: 's3' } })
})

t.test('a namespace that has a default artifact repository of its own keeps it', async (t) => {
  const namespace = await createNamespace(cluster, 'enabled')
  const own = configMap('artifact-repositories', namespace, {
    s3: 's3: {bucket: b, endpoint: s3.example}',
    mine: 's3: {}',
  })
  const annotations = { 'workflows.argoproj.io/default-artifact-repository': 'mine' }
  await expectKubectl(cluster.kubectl, ['create', '-f', '-'], { ...own, metadata: { ...own.metadata, annotations } })

  const { spec } = await sendWorkflow(namespace)

  t.notOk('artifactRepositoryRef' in spec)
  t.match(spec, { archiveLogs: true })
})

/** Sends a Workflow of the job of that name, which nobody is to run. */
async function sendWorkflow(namespace = enabled) {
  const manifest = buildManifest('Workflow', undefined, { name: undefined, generateName: 'job-' })
  const dryRun = ['create', '--dry-run=server', '-o', 'json', '-f', '-']
  const { code, stdout, stderr } = await cluster.kubectl([`--namespace=${namespace}`, ...dryRun], manifest)
  if (code !== 0) throw new Error(stderr)
  return { warnings: stderr, spec: (JSON.parse(stdout) as Manifest).spec }
}

function configMap(name: string, namespace: string, data: object) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data }
}

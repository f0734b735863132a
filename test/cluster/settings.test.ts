import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ask } from '../server/helpers/ask.ts'
import { expectKubectl } from './harness/kubectl.ts'
import { podAddress } from './harness/sandbox.ts'
import { until } from './harness/until.ts'
import type { Manifest } from './support/manifests.ts'
import { buildManifest } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'
import type { WorkflowStatus } from './support/workflows.ts'
import { untilChild, untilEnded } from './support/workflows.ts'

const SETTING = 'settings.workflows.panfactum.com/'
// Where the manifests mount the ConfigMap of the settings.
const MOUNTED = '/etc/wf-defaults'
/** What changes counts from here on (R5, R10). */
const COUNTS_WITHIN_MS = 10_000

const { cluster } = await useWebhook(t, { activeDeadlineSeconds: 1000, commonEnv: { STAGE: 'production' } })
const { kubectl } = cluster
const enabled = await createNamespace(cluster, 'enabled')

t.test('a bad annotation is denied, and kubectl prints what to write instead', async (t) => {
  const annotations = { [`${SETTING}uid`]: 'me', [`${SETTING}retryPolicies`]: 'OnError' }

  const { code, stderr } = await create(enabled, { annotations })

  t.equal(code, 1)
  t.match(stderr, /denied the request/u)
  t.match(stderr, `${SETTING}uid: expected a number, but came "me"`)
  t.match(
    stderr,
    `${SETTING}retryPolicies: expected the name of a setting, but came "retryPolicies"; did you mean retryPolicy?`,
  )
})

t.test('what it prints is what to write', async (t) => {
  const annotations = { [`${SETTING}uid`]: '2000', [`${SETTING}retryPolicy`]: 'OnError' }

  const { code, spec } = await create(enabled, { annotations })

  t.equal(code, 0)
  t.match(spec, { securityContext: { runAsUser: 2000 }, templates: [{ retryStrategy: { retryPolicy: 'OnError' } }] })
})

t.test('an annotation that kubectl sets on a Namespace counts within 10 s', async (t) => {
  const namespace = await createNamespace(cluster, 'enabled')
  t.equal((await create(namespace)).spec['activeDeadlineSeconds'], 1000)

  await annotate(namespace, 'activeDeadlineSeconds=77')
  const start = Date.now()
  const tookMs = await until('it counts', async () => {
    const askedMs = Date.now() - start
    return (await create(namespace)).spec['activeDeadlineSeconds'] === 77 && askedMs
  })
  t.ok(tookMs < COUNTS_WITHIN_MS, `${tookMs} ms`)

  await annotate(namespace, 'activeDeadlineSeconds-')
  await until('it counts no more', async () => (await create(namespace)).spec['activeDeadlineSeconds'] === 1000)
})

t.test('a bad annotation of a Namespace is left out with a warning, and the good one beside it holds', async (t) => {
  const namespace = await createNamespace(cluster, 'enabled')
  await annotate(namespace, 'activeDeadlineSeconds=soon', 'uid=2000')

  const { code, spec, stderr } = await until('they count', async () => {
    const created = await create(namespace)
    return created.stderr.includes('Warning: ') && created
  })

  t.equal(code, 0)
  t.match(spec, { activeDeadlineSeconds: 1000, securityContext: { runAsUser: 2000 } })
  t.match(stderr, /^Warning: .*activeDeadlineSeconds: expected a number, but came "soon"/mu)
})

t.test('a ConfigMap of settings that changes under load changes the outcome, and no request fails', async (t) => {
  layOutAsKubelet()
  const seen: unknown[] = []
  const isOver = (): boolean => seen.length > 20 && seen.at(-1) === 2000
  const keepCreating = async (): Promise<void> => {
    while (!isOver()) {
      const { code, spec } = await create(enabled)
      seen.push(code === 0 ? spec['activeDeadlineSeconds'] : 'failed')
    }
  }
  const load = Promise.all([keepCreating(), keepCreating(), keepCreating()])
  await until('it is asked', () => seen.length > 5)

  const start = Date.now()
  publish('second', await changeConfigMap({ activeDeadlineSeconds: 2000, commonEnv: { STAGE: 'production' } }))
  await until('the new settings hold', () => seen.includes(2000))
  const tookMs = Date.now() - start
  await load

  t.ok(tookMs < COUNTS_WITHIN_MS, `${tookMs} ms`)
  t.strictSame(new Set(seen), new Set([1000, 2000]))
})

t.test('a broken ConfigMap changes nothing', async (t) => {
  publish('third', await changeConfigMap({ activeDeadlineSeconds: 'soon' }))
  const counted = 'wf_defaults_reloads_total{what="settings",result="failure"} 1'
  await until('it is refused', async () => (await fetchMetrics()).includes(counted))

  t.equal((await create(enabled)).spec['activeDeadlineSeconds'], 2000)
})

t.test('the Workflows of a CronWorkflow inherit its settings, and what it skips (R6.5)', async (t) => {
  const annotations = {
    [`${SETTING}activeDeadlineSeconds`]: '77',
    'workflows.panfactum.com/profile': 'generic',
    'workflows.panfactum.com/skip': 'ttlStrategy',
  }
  const cronWorkflow = buildManifest('CronWorkflow', undefined, {
    name: `nightly-${Date.now()}`,
    annotations,
  })
  const schedule = { schedules: ['@every 1s'], concurrencyPolicy: 'Forbid', suspend: false }

  await send(cluster, enabled, { ...cronWorkflow, spec: { ...cronWorkflow.spec, ...schedule } }, WAYS['kubectl create'])
  const { spec, metadata } = await untilChild(cluster, enabled, cronWorkflow.metadata.name)
  await kubectl([`--namespace=${enabled}`, 'delete', 'cronworkflow', cronWorkflow.metadata.name])

  t.match(metadata.annotations, annotations)
  t.equal(spec['activeDeadlineSeconds'], 77)
  t.notOk('schedulerName' in spec, 'the profile turns the scheduler off')
  t.notOk('ttlStrategy' in spec, 'is skipped')
})

t.test('a Workflow that is resubmitted or tried again gets no second helping', async (t) => {
  const env = [{ name: 'panfactum.com/defaults' }, { name: 'ARCH', value: 'amd64' }]
  const template = { name: 'main', container: { command: ['true'], env } }
  const workflow = buildManifest('Workflow', { entrypoint: 'main', templates: [template] })
  const { object: first } = await send(cluster, enabled, workflow, WAYS['kubectl create'])
  const status = await untilEnded(cluster, enabled, workflow.metadata.name)
  const { labels, annotations } = first.metadata

  // As Argo resubmits one: its spec, its labels and its annotations, under another name.
  const again = buildManifest('Workflow', first.spec, { name: `${workflow.metadata.name}-again`, labels, annotations })
  const resubmitted = await send(cluster, enabled, again, WAYS['kubectl create'])
  // As Argo tries one from its archive again: with what has run already.
  const archived: Manifest & { readonly status: WorkflowStatus } = {
    ...buildManifest('Workflow', workflow.spec, { name: `${workflow.metadata.name}-retry` }),
    status,
  }
  const retried = await send(cluster, enabled, archived, WAYS['kubectl create'])

  t.match(first.spec, { templates: [{ container: { env: [{ name: 'STAGE' }, { name: 'ARCH' }] } }] })
  t.strictSame(resubmitted.object.spec, first.spec)
  t.strictSame(retried.object.spec, workflow.spec)
})

/** Asks the API server to create a Workflow that nobody is to run. */
async function create(namespace: string, metadata: object = {}) {
  const args = [`--namespace=${namespace}`, 'create', '--dry-run=server', '-o', 'json', '-f', '-']
  const { code, stdout, stderr } = await kubectl(
    args,
    buildManifest('Workflow', undefined, { name: 'job', ...metadata }),
  )
  return { code, stderr, spec: code === 0 ? (JSON.parse(stdout) as Manifest).spec : {} }
}

async function annotate(namespace: string, ...settings: readonly string[]): Promise<void> {
  const annotations = settings.map((setting) => SETTING + setting)
  await expectKubectl(kubectl, ['annotate', '--overwrite', 'namespace', namespace, ...annotations])
}

/** Changes the ConfigMap as an operator does. Returns what the file of it is to hold. */
async function changeConfigMap(defaults: object): Promise<string> {
  const settings = { apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings', defaults }
  const data = { 'settings.yaml': JSON.stringify(settings) }
  const patch = ['patch', 'configmap', 'wf-defaults-settings', '--type=merge', '-p', JSON.stringify({ data })]
  await expectKubectl(kubectl, ['--namespace=wf-defaults', ...patch])
  return data['settings.yaml']
}

/** There is no kubelet: what the replica found as a file becomes what a kubelet lays there. */
function layOutAsKubelet(): void {
  const file = join(MOUNTED, 'settings.yaml')
  publish('first', readFileSync(file, 'utf8'))
  rmSync(`${file}.link`, { force: true })
  symlinkSync(join('..data', 'settings.yaml'), `${file}.link`)
  renameSync(`${file}.link`, file)
}

/** Lays a version of a ConfigMap into its volume as a kubelet does: beside the one before, and then one swap of a link. */
function publish(version: string, text: string): void {
  const folder = `..${version}`
  mkdirSync(join(MOUNTED, folder), { recursive: true })
  writeFileSync(join(MOUNTED, folder, 'settings.yaml'), text)
  symlinkSync(folder, join(MOUNTED, '..data_tmp'))
  renameSync(join(MOUNTED, '..data_tmp'), join(MOUNTED, '..data'))
}

async function fetchMetrics(): Promise<string> {
  return (await ask(`http://${podAddress(1)}:8081/metrics`)).body
}

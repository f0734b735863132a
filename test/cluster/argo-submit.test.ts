import type { V1PodSpec } from '@kubernetes/client-node'
import t from 'tap'
import type { Json } from '../../src/core/json.ts'
import { openOracle } from './harness/argo-oracle.ts'
import type { Ran } from './harness/kubectl.ts'
import { expectKubectl } from './harness/kubectl.ts'
import { until } from './harness/until.ts'
import type { Manifest } from './support/manifests.ts'
import { buildManifest, HELLO, LABEL } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'
import { listPods, untilEnded } from './support/workflows.ts'

/** What `argo submit` checks before it sends anything has to be whole: it refuses a container without an image (H7.4). */
const LEAF = { name: 'main', container: { image: 'docker.io/library/busybox:1.36.1', command: ['echo', 'hello'] } }
const SPEC = { entrypoint: 'main', templates: [LEAF] }
const OWN_ACCOUNT = 'own-account'

const { cluster } = await useWebhook(t, {
  commonEnv: { STAGE: 'production' },
  passthroughParameters: [{ name: 'stage', default: 'production' }],
  retryMaxAttempts: 1,
  retryBackoffInitialDurationSeconds: null,
  retryBackoffMaxDurationSeconds: null,
  serviceAccountName: 'default',
})
const oracle = openOracle(cluster.built.paths['argo-oracle'])
t.teardown(oracle.close)
const namespace = await createNamespace(cluster, 'enabled')
await expectKubectl(cluster.kubectl, [`--namespace=${namespace}`, 'create', 'serviceaccount', OWN_ACCOUNT])

t.test('a Workflow by argo submit gets what one by kubectl create gets, and runs', async (t) => {
  const workflow = buildManifest('Workflow', SPEC)
  const created = await send(cluster, namespace, workflow, [...WAYS['kubectl create'], '--dry-run=server'])

  const submitted = await submit(['-'], workflow)

  t.match(submitted.metadata, pick(created.object.metadata))
  t.strictSame(await readAsClient(submitted), await readAsClient(created.object))
  t.match(submitted.spec, { schedulerName: 'panfactum', templates: [{ container: { env: [{ name: 'STAGE' }] } }] })
  t.match(await untilEnded(cluster, namespace, submitted.metadata.name), { phase: 'Succeeded' })
})

t.test('argo submit --server-dry-run shows the defaults, and makes nothing', async (t) => {
  const shown = await submit(['--server-dry-run', '-'], buildManifest('Workflow', SPEC))

  t.match(shown.spec, { schedulerName: 'panfactum' })
  const { code, stderr } = await cluster.kubectl([`--namespace=${namespace}`, 'get', 'workflow', shown.metadata.name])
  t.not(code, 0)
  t.match(stderr, /not found/u)
})

for (const [kind, command] of [
  ['WorkflowTemplate', 'template'],
  ['CronWorkflow', 'cron'],
] as const)
  t.test(`a ${kind} by argo ${command} create gets its defaults`, async (t) => {
    const manifest = buildManifest(kind, SPEC)

    const { code, stderr } = await run([command, 'create', '-'], manifest)

    t.equal(code, 0, stderr)
    const get = [`--namespace=${namespace}`, 'get', kind, manifest.metadata.name, '-o', 'json']
    const { spec } = JSON.parse(await expectKubectl(cluster.kubectl, get)) as Manifest
    t.match(kind === 'CronWorkflow' ? spec['workflowSpec'] : spec, {
      arguments: { parameters: [{ name: 'stage', value: 'production' }] },
    })
  })

t.test('argo submit --from a template sends a Workflow by reference: it is not patched, and runs', async (t) => {
  const template = await sendTemplate()

  const { metadata, spec } = await submit(['--from', `workflowtemplate/${template}`])

  t.strictSame(spec, { arguments: {}, workflowTemplateRef: { name: template } })
  const pod = await runPod(metadata.name)
  t.equal(pod.schedulerName, 'panfactum', "its Pods have the template's defaults")
})

t.test('argo submit --serviceaccount stands beside a default for the ServiceAccount', async (t) => {
  const flag = ['--serviceaccount', OWN_ACCOUNT]

  const plain = await submit([...flag, '-'], buildManifest('Workflow', SPEC))
  const referring = await submit([...flag, '--from', `workflowtemplate/${await sendTemplate()}`])

  for (const { metadata } of [plain, referring]) t.equal((await runPod(metadata.name)).serviceAccountName, OWN_ACCOUNT)
})

t.test('argo submit and argo lint refuse a container without an image; kubectl create takes it (H7.4)', async (t) => {
  const workflow = buildManifest('Workflow', HELLO)

  const [submitted, linted] = [await run(['submit', '-'], workflow), await run(['lint', '-'], workflow)]

  for (const { code, stdout, stderr } of [submitted, linted]) {
    t.not(code, 0)
    t.match(`${stdout}${stderr}`, /templates\.main\.container\.image may not be empty/u)
  }
  await send(cluster, namespace, workflow, WAYS['kubectl create'])
  t.match(await untilEnded(cluster, namespace, workflow.metadata.name), { phase: 'Succeeded' })
})

t.test(
  'they refuse a call of a template that takes a parameter from the workflow by default; kubectl create takes it (H8.3)',
  async (t) => {
    const call = buildManifest('Workflow', callOf(await sendTemplate()))
    // In its own namespace `argo lint` looks up no templates.
    const workflow = { ...call, metadata: { ...call.metadata, namespace } }

    const [submitted, linted] = [await run(['submit', '-'], workflow), await run(['lint', '-'], workflow)]

    for (const { code, stdout, stderr } of [submitted, linted]) {
      t.not(code, 0)
      t.match(`${stdout}${stderr}`, /failed to resolve \{\{workflow\.parameters\.stage\}\}/u)
    }
    await send(cluster, namespace, workflow, WAYS['kubectl create'])
    t.match(await untilEnded(cluster, namespace, workflow.metadata.name), { phase: 'Succeeded' })
  },
)

t.test(
  'argo submit takes that call where the library leaves passthroughParameters off, as the docs advise',
  async (t) => {
    const annotations = { 'settings.workflows.panfactum.com/passthroughParameters': '[]' }
    const workflow = buildManifest('Workflow', callOf(await sendTemplate({ annotations })))

    const { metadata } = await submit(['-'], workflow)

    t.match(await untilEnded(cluster, namespace, metadata.name), { phase: 'Succeeded' })
  },
)

t.test('argo retry and argo resubmit add nothing to what has its defaults', async (t) => {
  const failing = { ...LEAF, metadata: { annotations: { 'stand-in/exit-codes': '1' } } }
  const { metadata } = await submit(['-'], buildManifest('Workflow', { ...SPEC, templates: [failing] }))
  t.match(await untilEnded(cluster, namespace, metadata.name), { phase: 'Failed' })
  const ended = await expectArgo(['get', metadata.name])

  const resubmitted = await expectArgo(['resubmit', metadata.name])
  const retried = await expectArgo(['retry', metadata.name])

  t.strictSame(resubmitted.spec, ended.spec)
  t.strictSame(retried.spec, ended.spec)
})

t.test(
  'argo resubmit --memoized of a Workflow from before its namespace opted in stays as it was (H10.3)',
  async (t) => {
    const late = await createNamespace(cluster)
    const failing = { ...LEAF, metadata: { annotations: { 'stand-in/exit-codes': '1' } } }
    const old = await submit(['-'], buildManifest('Workflow', { ...SPEC, templates: [failing] }), late)
    t.match(await untilEnded(cluster, late, old.metadata.name), { phase: 'Failed' })
    await expectKubectl(cluster.kubectl, ['label', 'namespace', late, `${LABEL}=enabled`])
    await until('what is submitted there is given its defaults', async () => {
      const { spec } = await submit(['--server-dry-run', '-'], buildManifest('Workflow', SPEC), late)
      return 'schedulerName' in spec
    })

    const { spec } = await expectArgo(['resubmit', '--memoized', old.metadata.name], undefined, late)

    t.strictSame(spec, old.spec)
  },
)

function submit(args: readonly string[], input?: object, where?: string): Promise<Manifest> {
  return expectArgo(['submit', ...args], input, where)
}

/** Runs argo to its good end. Returns the object that it prints. @throws {Error} with what it said where it fails */
async function expectArgo(args: readonly string[], input?: object, where = namespace): Promise<Manifest> {
  const { code, stdout, stderr } = await run([...args, '-o', 'json'], input, where)
  if (code === 0) return JSON.parse(stdout) as Manifest
  throw new Error(`argo ${args.join(' ')} ended with ${code}: ${stderr.trim()}`)
}

function run(args: readonly string[], input?: object, where = namespace): Promise<Ran> {
  return cluster.argo([`--namespace=${where}`, ...args], input)
}

async function sendTemplate(metadata: object = {}): Promise<string> {
  const template = buildManifest('WorkflowTemplate', SPEC)
  const whole = { ...template, metadata: { ...template.metadata, ...metadata } }
  await send(cluster, namespace, whole, WAYS['kubectl create'])
  return template.metadata.name
}

function callOf(name: string): object {
  const templateRef = { name, template: 'main' }
  return { entrypoint: 'steps', templates: [{ name: 'steps', steps: [[{ name: 'call', templateRef }]] }] }
}

/** What wf-defaults may add to. */
function pick({ labels, annotations }: Manifest['metadata']): object {
  return { labels: { ...labels }, ...(annotations && { annotations }) }
}

/** The spec in the form in which every Go client sends it. */
async function readAsClient({ spec }: Manifest): Promise<unknown> {
  // What `argo` prints names no kind.
  const [answer] = await oracle.ask({ objects: [{ kind: 'Workflow', spec } as unknown as Json] })
  return (answer?.client as Manifest | undefined)?.spec
}

/** Waits for the good end of a Workflow of one Pod. Returns the Pod's spec. */
async function runPod(name: string): Promise<V1PodSpec> {
  const { phase } = await untilEnded(cluster, namespace, name)
  const [pod] = await listPods(cluster, namespace, name)
  if (phase !== 'Succeeded' || pod?.spec === undefined) throw new Error(`the Workflow ${name} ended as ${phase}`)
  return pod.spec
}

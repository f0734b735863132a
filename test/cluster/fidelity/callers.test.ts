import type { V1PodSpec } from '@kubernetes/client-node'
import t from 'tap'
import type { Test } from 'tap'
import { expectKubectl } from '../harness/kubectl.ts'
import { until } from '../harness/until.ts'
import type { Manifest } from '../support/manifests.ts'
import { buildManifest, LABEL } from '../support/manifests.ts'
import { createNamespace } from '../support/namespaces.ts'
import { send, WAYS } from '../support/objects.ts'
import { useWebhook } from '../support/use-webhook.ts'
import type { WorkflowStatus } from '../support/workflows.ts'
import { listPods, untilEnded } from '../support/workflows.ts'
import { remind } from './remind.ts'
import { whyNotYet } from './since.ts'

/** What a caller says of its Pods; the last but one is what `argo submit --serviceaccount` writes. */
const OWN = {
  schedulerName: 'own-scheduler',
  securityContext: { runAsUser: 7 },
  serviceAccountName: 'own-account',
  tolerations: [{ key: 'own', operator: 'Exists' }],
}
const image = 'docker.io/library/busybox:1.36.1'
const leaf = { name: 'leaf', container: { image, command: ['run'] } }
const WAY = WAYS['kubectl create']

const { cluster } = await useWebhook(t)
const namespace = await createNamespace(cluster, 'enabled')
await expectKubectl(cluster.kubectl, [`--namespace=${namespace}`, 'create', 'serviceaccount', 'own-account'])

t.test('what a caller says of its Pods stands where it reaches a defaulted template by templateRef', async (t) => {
  const library = await sendLibrary(namespace, { templates: [leaf] })

  const pod = await runPod(namespace, { ...OWN, ...callOf(library) })

  expectOwn(t, pod)
  t.notOk(
    pod.tolerations?.some(({ key }) => key === 'spot'),
    'and has no default toleration',
  )
})

t.test('it stands where it runs a defaulted WorkflowTemplate, whose tolerations are added by their keys', async (t) => {
  const library = await sendLibrary(namespace, { entrypoint: 'leaf', templates: [leaf] })

  const pod = await runPod(namespace, { ...OWN, workflowTemplateRef: { name: library } })

  expectOwn(t, pod)
  t.ok(
    pod.tolerations?.some(({ key }) => key === 'spot'),
    "and has the template's own toleration",
  )
})

for (const isLibraryDefaulted of [true, false])
  for (const isCallerDefaulted of [true, false])
    t.test(
      `a library ${withOrWithout(isLibraryDefaulted)} defaults serves a caller ${withOrWithout(isCallerDefaulted)}`,
      async (t) => {
        const library = await sendLibrary(
          namespace,
          {
            templates: [
              {
                ...leaf,
                nodeSelector: { pool: 'library' },
                tolerations: [{ key: 'library', operator: 'Exists' }],
                volumes: [{ name: 'cache', emptyDir: {} }],
                container: { ...leaf.container, volumeMounts: [{ name: 'cache', mountPath: '/cache' }] },
              },
            ],
          },
          isLibraryDefaulted,
        )

        const pod = await runPod(namespace, callOf(library), isCallerDefaulted)

        t.match(pod.nodeSelector, { pool: 'library' })
        t.strictSame(ownTolerations(pod), ['library'])
        t.ok(pod.volumes?.some(({ name, emptyDir }) => name === 'cache' && emptyDir !== undefined))
        t.match(pod.containers.find(({ name }) => name === 'main')?.volumeMounts, [
          { name: 'cache', mountPath: '/cache' },
        ])
        t.equal(pod.schedulerName, isCallerDefaulted ? 'panfactum' : 'default-scheduler')
      },
    )

t.test('a template without defaults, made before its namespace opted in, runs by reference as it did', async (t) => {
  const late = await createNamespace(cluster)
  const library = await sendLibrary(late, { entrypoint: 'leaf', templates: [leaf] })
  await expectKubectl(cluster.kubectl, ['label', 'namespace', late, `${LABEL}=enabled`])

  const pod = await runPod(late, { workflowTemplateRef: { name: library } })

  t.equal(pod.schedulerName, 'default-scheduler')
})

t.test('where the controller forbids any setting beside a workflowTemplateRef', async (t) => {
  const library = await sendLibrary(namespace, { entrypoint: 'leaf', templates: [leaf] })
  const spec = { workflowTemplateRef: { name: library } }
  await restrict(t, 'Strict')

  await t.test('a Workflow by workflowTemplateRef is not patched and runs', async (t) => {
    const workflow = buildManifest('Workflow', spec)

    const { object } = await send(cluster, namespace, workflow, WAY)

    t.strictSame(object.spec, workflow.spec)
    t.match(await untilEnded(cluster, namespace, workflow.metadata.name), { phase: 'Succeeded' })
  })

  await t.test('one that was given a default fails (H1.6)', { skip: whyNotYet('3.7') }, async (t) => {
    const { phase, message } = await run(namespace, { ...spec, schedulerName: 'panfactum' })

    t.equal(phase, 'Error')
    t.match(message, 'fields [SchedulerName] are not permitted')
  })
})

t.test('where the controller forbids what a Workflow runs to change meanwhile', async (t) => {
  await restrict(t, 'Secure')

  await t.test('a template that is applied again does not change, and the Workflow runs on', async (t) => {
    const { library, name } = await startWaiting()

    await send(cluster, namespace, library, WAYS['kubectl apply'])

    t.match(await resume(name), { phase: 'Succeeded' })
  })

  await t.test('one that is given a default fails the Workflow (H1.7)', async (t) => {
    const { library, name } = await startWaiting()
    const patch = ['patch', 'workflowtemplate', library.metadata.name, '--type=merge', '--patch']
    const change = JSON.stringify({ spec: { schedulerName: 'another' } })

    await expectKubectl(cluster.kubectl, [`--namespace=${namespace}`, ...patch, change])

    await remind(cluster, [`${namespace}/${name}`], 1)

    const { phase, message } = await untilEnded(cluster, namespace, name)
    t.equal(phase, 'Error')
    t.match(message, 'WorkflowSpec may not change during execution')
  })
})

/** Makes a WorkflowTemplate, opted out where it is to be without defaults. Returns its name. */
async function sendLibrary(namespace: string, spec: object, isDefaulted = true): Promise<string> {
  const library = buildOptedOutUnless(isDefaulted, 'WorkflowTemplate', spec)
  await send(cluster, namespace, library, WAY)
  return library.metadata.name
}

function buildOptedOutUnless(isDefaulted: boolean, kind: 'Workflow' | 'WorkflowTemplate', spec: object): Manifest {
  const manifest = buildManifest(kind, spec)
  return isDefaulted ? manifest : { ...manifest, metadata: { ...manifest.metadata, labels: { [LABEL]: 'disabled' } } }
}

function callOf(library: string): object {
  const templateRef = { name: library, template: 'leaf' }
  return { entrypoint: 'main', templates: [{ name: 'main', steps: [[{ name: 'call', templateRef }]] }] }
}

/** Runs a Workflow of one Pod to its good end. Returns the Pod's spec. */
async function runPod(namespace: string, spec: object, isDefaulted = true): Promise<V1PodSpec> {
  const { name, phase } = await run(namespace, spec, isDefaulted)
  const [pod] = await listPods(cluster, namespace, name)
  if (phase !== 'Succeeded' || pod?.spec === undefined) throw new Error(`the Workflow ${name} ended as ${phase}`)
  return pod.spec
}

async function run(
  namespace: string,
  spec: object,
  isDefaulted = true,
): Promise<WorkflowStatus & { readonly name: string }> {
  const workflow = buildOptedOutUnless(isDefaulted, 'Workflow', spec)
  const { name } = workflow.metadata
  await send(cluster, namespace, workflow, WAY)
  return { ...(await untilEnded(cluster, namespace, name)), name }
}

function expectOwn(t: Test, pod: V1PodSpec): void {
  const {
    tolerations: [own],
    ...rest
  } = OWN
  t.match(pod, rest)
  t.match(
    pod.tolerations?.find(({ key }) => key === 'own'),
    own,
  )
}

/** All but those that the API server adds to every Pod. */
function ownTolerations({ tolerations = [] }: V1PodSpec): readonly (string | undefined)[] {
  return tolerations.map(({ key }) => key).filter((key) => key?.startsWith('node.kubernetes.io/') !== true)
}

/** Starts a Workflow by workflowTemplateRef, of a template that waits to be resumed. */
async function startWaiting(): Promise<{ readonly library: Manifest; readonly name: string }> {
  const library = buildManifest('WorkflowTemplate', { entrypoint: 'wait', templates: [{ name: 'wait', suspend: {} }] })
  await send(cluster, namespace, library, WAYS['kubectl apply'])
  const workflow = buildManifest('Workflow', { workflowTemplateRef: { name: library.metadata.name } })
  const { name } = workflow.metadata
  await send(cluster, namespace, workflow, WAY)
  const readTypes = [`--namespace=${namespace}`, 'get', 'workflow', name, '-o', 'jsonpath={.status.nodes.*.type}']
  await until('it waits', async () => (await cluster.kubectl(readTypes)).stdout === 'Suspend')
  return { library, name }
}

/** Returns how it ended. */
async function resume(name: string): Promise<WorkflowStatus> {
  await expectKubectl(cluster.argo, [`--namespace=${namespace}`, 'resume', name])
  return untilEnded(cluster, namespace, name)
}

/** Has the controller run Workflows by reference alone, until the test is over. */
async function restrict(t: Test, templateReferencing: 'Strict' | 'Secure'): Promise<void> {
  t.teardown(async () => {
    await setRestrictions(null)
    await untilPlainOnesEnd('Succeeded')
  })
  await setRestrictions(`templateReferencing: ${templateReferencing}\n`)
  await untilPlainOnesEnd('Error')
}

async function setRestrictions(workflowRestrictions: string | null): Promise<void> {
  const patch = JSON.stringify({ data: { workflowRestrictions } })
  const configMap = ['--namespace=argo', 'patch', 'configmap', 'workflow-controller-configmap', '--type=merge']
  await expectKubectl(cluster.kubectl, [...configMap, '--patch', patch])
}

/** The controller takes up its configuration a moment after it has changed. Strict, it refuses Workflows that have templates. */
async function untilPlainOnesEnd(phase: string): Promise<void> {
  const spec = { entrypoint: 'leaf', templates: [leaf] }
  await until(`a Workflow with templates ends as ${phase}`, async () => (await run(namespace, spec)).phase === phase)
}

function withOrWithout(isDefaulted: boolean): string {
  return isDefaulted ? 'with' : 'without'
}

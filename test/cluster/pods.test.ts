import type { V1Container, V1Pod } from '@kubernetes/client-node'
import t from 'tap'
import type { Test } from 'tap'
import type { Manifest } from './support/manifests.ts'
import { buildManifest } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'
import { listPods, untilChild, untilEnded } from './support/workflows.ts'

/** A Workflow, and the containers of each of its Pods that the user wrote. */
interface Case {
  readonly spec: object
  readonly pods: readonly (readonly string[])[]
}

const { cluster } = await useWebhook(t, {
  commonEnv: { STAGE: 'production' },
  tmpDirectories: { scratch: { mountPath: '/scratch', sizeMb: 100, nodeLocal: true } },
})
const namespace = await createNamespace(cluster, 'enabled')

const container = { command: ['echo', 'hello'] }
const leaf = { name: 'leaf', container }

const CASES: Readonly<Record<string, Case>> = {
  'a container': { spec: { entrypoint: 'leaf', templates: [leaf] }, pods: [['main']] },
  'a script': {
    spec: { entrypoint: 'leaf', templates: [{ name: 'leaf', script: { command: ['sh'], source: 'echo hello' } }] },
    pods: [['main']],
  },
  'a containerSet': {
    spec: {
      entrypoint: 'set',
      templates: [
        {
          name: 'set',
          containerSet: {
            containers: [
              { name: 'first', ...container },
              { name: 'main', ...container, dependencies: ['first'] },
            ],
          },
        },
      ],
    },
    pods: [['first', 'main']],
  },
  'the tasks of a DAG': {
    spec: {
      entrypoint: 'dag',
      templates: [
        {
          name: 'dag',
          dag: {
            tasks: [
              { name: 'a', template: 'leaf' },
              { name: 'b', template: 'leaf', depends: 'a' },
            ],
          },
        },
        leaf,
      ],
    },
    pods: [['main'], ['main']],
  },
  'the steps of a template': {
    spec: {
      entrypoint: 'steps',
      templates: [
        {
          name: 'steps',
          steps: [[{ name: 'a', template: 'leaf' }], [{ name: 'b', template: 'leaf' }]],
        },
        leaf,
      ],
    },
    pods: [['main'], ['main']],
  },
  'an inline template': {
    spec: {
      entrypoint: 'dag',
      templates: [{ name: 'dag', dag: { tasks: [{ name: 'a', inline: { container } }] } }],
    },
    pods: [['main']],
  },
}

for (const [what, { spec, pods }] of Object.entries(CASES))
  t.test(`the Pods of ${what} carry the defaults`, async (t) => {
    const workflow = buildManifest('Workflow', spec)

    await send(cluster, namespace, workflow, WAYS['kubectl create'])

    await expectPods(t, workflow.metadata.name, pods)
  })

t.test('the Pods of a template that a templateRef reaches carry the defaults', async (t) => {
  const library = await sendTemplate()
  const templateRef = { name: library.metadata.name, template: 'leaf' }
  const steps = { name: 'steps', steps: [[{ name: 'a', templateRef }]] }
  const workflow = buildManifest('Workflow', { entrypoint: 'steps', templates: [steps] })

  await send(cluster, namespace, workflow, WAYS['kubectl create'])

  await expectPods(t, workflow.metadata.name, [['main']])
})

t.test('the Pods of a workflowTemplateRef carry the defaults', async (t) => {
  const { metadata } = await sendTemplate()
  const workflow = buildManifest('Workflow', { workflowTemplateRef: { name: metadata.name } })

  const { object } = await send(cluster, namespace, workflow, WAYS['kubectl create'])

  t.strictSame(object.spec, workflow.spec)
  await expectPods(t, workflow.metadata.name, [['main']])
})

t.test('the Pods of a Workflow that the controller makes for a CronWorkflow carry the defaults', async (t) => {
  const cronWorkflow = buildManifest('CronWorkflow', { entrypoint: 'leaf', templates: [leaf] })
  const spec = { ...cronWorkflow.spec, schedules: ['@every 1s'], concurrencyPolicy: 'Forbid', suspend: false }

  await send(cluster, namespace, { ...cronWorkflow, spec }, WAYS['kubectl create'])

  const { metadata } = await untilChild(cluster, namespace, cronWorkflow.metadata.name)
  await cluster.kubectl([`--namespace=${namespace}`, 'delete', 'cronworkflow', cronWorkflow.metadata.name])
  t.equal(metadata.labels?.['panfactum.com/workload'], cronWorkflow.metadata.name)
  await expectPods(t, metadata.name, [['main']])
})

async function sendTemplate(): Promise<Manifest> {
  const template = buildManifest('WorkflowTemplate', { entrypoint: 'leaf', templates: [leaf] })
  await send(cluster, namespace, template, WAYS['kubectl apply'])
  return template
}

async function expectPods(t: Test, workflow: string, containers: readonly (readonly string[])[]): Promise<void> {
  t.match(await untilEnded(cluster, namespace, workflow), { phase: 'Succeeded' })
  const pods = await listPods(cluster, namespace, workflow)
  t.equal(pods.length, containers.length)
  for (const [index, names] of containers.entries()) expectDefaults(t, pods[index], names)
}

function expectDefaults(t: Test, pod: V1Pod | undefined, containers: readonly string[]): void {
  t.match(pod?.metadata, {
    annotations: { 'karpenter.sh/do-not-disrupt': 'true', 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
    labels: { 'panfactum.com/spot-enabled': 'true' },
  })
  t.match(pod?.spec, { schedulerName: 'panfactum', securityContext: { fsGroup: 1000, runAsUser: 1000 } })
  const tolerated = pod?.spec?.tolerations?.map(({ key }) => key) ?? []
  t.ok(
    ['spot', 'arm64'].every((key) => tolerated.includes(key)),
    'tolerates spot and arm64 nodes',
    { tolerated },
  )

  const own = pod?.spec?.containers.filter(({ name }) => name !== 'wait') ?? []
  t.strictSame(own.map(({ name }) => name).toSorted(), containers)
  const volumes = pod?.spec?.volumes?.map(({ name }) => name) ?? []
  for (const each of own) expectContainerDefaults(t, each, volumes)
}

function expectContainerDefaults(t: Test, container: V1Container, volumes: readonly string[]): void {
  const { image, resources, securityContext, env = [], volumeMounts = [] } = container
  t.equal(image, 'docker.io/library/busybox:1.36.1')
  t.match(resources, { requests: { cpu: '50m', memory: '100Mi' }, limits: { memory: '100Mi' } })
  t.match(securityContext, { runAsNonRoot: true, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } })
  t.ok(env.some(({ name, value }) => name === 'STAGE' && value === 'production'))
  for (const path of ['/scratch', '/etc/podinfo']) {
    const mount = volumeMounts.find(({ mountPath }) => mountPath === path)
    t.ok(volumes.includes(mount?.name ?? ''), `mounts ${path}, with its volume`)
  }
}

import t from 'tap'
import { buildManifest } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'
import type { WorkflowNode } from './support/workflows.ts'
import { untilEnded } from './support/workflows.ts'

const { cluster } = await useWebhook(t, { retryBackoffInitialDurationSeconds: 1, retryMaxAttempts: 2 })
const namespace = await createNamespace(cluster, 'enabled')

t.test('a Pod that fails is tried again for its leaf, and its DAG is not', async (t) => {
  const workflow = buildDag('1,0')

  await send(cluster, namespace, workflow, WAYS['kubectl create'])

  const { name } = workflow.metadata
  const { phase, nodes = {} } = await untilEnded(cluster, namespace, name)
  t.equal(phase, 'Succeeded')
  t.strictSame(summarize(Object.values(nodes)), [
    `DAG ${name} Succeeded`,
    `Pod ${name}.a(0) Failed`,
    `Pod ${name}.a(1) Succeeded`,
    `Retry ${name}.a Succeeded`,
  ])
})

t.test('a leaf that fails each time fails when its attempts are used up', async (t) => {
  const workflow = buildDag('1')

  await send(cluster, namespace, workflow, WAYS['kubectl create'])

  const { name } = workflow.metadata
  const { phase, nodes = {} } = await untilEnded(cluster, namespace, name)
  t.equal(phase, 'Failed')
  t.strictSame(summarize(Object.values(nodes)), [
    `DAG ${name} Failed`,
    `Pod ${name}.a(0) Failed`,
    `Pod ${name}.a(1) Failed`,
    `Pod ${name}.a(2) Failed`,
    `Retry ${name}.a Failed`,
  ])
})

function buildDag(exitCodes: string): ReturnType<typeof buildManifest> {
  const metadata = { annotations: { 'stand-in/exit-codes': exitCodes } }
  return buildManifest('Workflow', {
    entrypoint: 'dag',
    templates: [
      { name: 'dag', dag: { tasks: [{ name: 'a', template: 'leaf' }] } },
      { name: 'leaf', metadata, container: { command: ['false'] } },
    ],
  })
}

function summarize(nodes: readonly WorkflowNode[]): readonly string[] {
  return nodes.map(({ type, name, phase }) => `${type} ${name} ${phase}`).toSorted()
}

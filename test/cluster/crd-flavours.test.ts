import t from 'tap'
import { startControlPlane } from './harness/control-plane.ts'
import { readVersions } from './harness/binaries.ts'
import { otherFlavour } from './harness/install-argo.ts'
import { SANDBOX_ADDRESS } from './harness/sandbox.ts'
import type { TestCluster } from './harness/test-cluster.ts'
import { readTestCluster, withCommands } from './harness/test-cluster.ts'
import { buildManifest, buildOptedIn, KINDS } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'
import { listPods, untilEnded } from './support/workflows.ts'

/** The other test files run with one flavour of Argo's CRDs; this one starts a control plane with the other, if there is one. */

const other = await startOther()
const { cluster } = await useWebhook(t, {}, other)
const namespace = await createNamespace(cluster, 'enabled')

for (const kind of KINDS)
  t.test(`a ${kind} gets its defaults under the ${cluster.crds} CRDs`, async (t) => {
    const { object } = await send(cluster, namespace, buildOptedIn(kind), WAYS['kubectl create'])

    t.match(JSON.stringify(object.spec), /"image":"docker\.io\/library\/busybox:1\.36\.1"/u)
  })

for (const kind of KINDS.filter((kind) => kind !== 'Workflow'))
  t.test(`a ${kind} by a second kubectl apply stays as it was under the ${cluster.crds} CRDs`, async (t) => {
    const manifest = buildOptedIn(kind)
    const { object: before } = await send(cluster, namespace, manifest, WAYS['kubectl apply'])

    const { object } = await send(cluster, namespace, manifest, WAYS['kubectl apply'])

    t.strictSame(object, before)
  })

t.test(`a Workflow's Pod carries the defaults under the ${cluster.crds} CRDs`, async (t) => {
  const workflow = buildManifest('Workflow')

  await send(cluster, namespace, workflow, WAYS['kubectl create'])

  t.match(await untilEnded(cluster, namespace, workflow.metadata.name), { phase: 'Succeeded' })
  t.match(await listPods(cluster, namespace, workflow.metadata.name), [{ spec: { schedulerName: 'panfactum' } }])
})

async function startOther(): Promise<TestCluster> {
  const { built, crds: first } = readTestCluster()
  const crds = otherFlavour(first, readVersions(process.env)) ?? first
  const controlPlane = await startControlPlane({
    built,
    address: SANDBOX_ADDRESS,
    crds,
    say: (line) => t.comment(line),
  })
  t.teardown(controlPlane.stop)
  return withCommands({ ...controlPlane, built, crds })
}

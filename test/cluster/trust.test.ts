import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { expectKubectl } from './harness/kubectl.ts'
import type { Part } from './harness/part.ts'
import { readTestCluster } from './harness/test-cluster.ts'
import { until } from './harness/until.ts'
import { applyManifests, publishEndpoints, startReplica } from './harness/webhook.ts'
import { buildManifest } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { readTrust, SECRET } from './support/trust.ts'

const cluster = readTestCluster()
const { kubectl } = cluster
const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-trust-'))
const replicas: Part[] = []
t.teardown(async () => {
  await Promise.all(replicas.map(async (replica) => replica.stop()))
  rmSync(folder, { recursive: true, force: true })
})

// As if it had never been installed here.
await expectKubectl(kubectl, ['delete', 'mutatingwebhookconfiguration', 'wf-defaults', '--ignore-not-found'])
await expectKubectl(kubectl, [...SECRET, '--ignore-not-found'])
await applyManifests(cluster)
replicas.push(...(await Promise.all([startReplica(cluster, 1, folder), startReplica(cluster, 2, folder)])))
const enabled = await createNamespace(cluster, 'enabled')

/** Whether the API server gets defaults from the replica of that number alone. */
async function isTrusted(number: number): Promise<boolean> {
  await publishEndpoints(cluster, number)
  return until(`the API server asks replica ${number}`, isDefaulted)
}

async function isDefaulted(): Promise<boolean> {
  const { object } = await send(cluster, enabled, buildManifest('WorkflowTemplate'), WAYS['kubectl create'])
  return 'activeDeadlineSeconds' in object.spec
}

async function expectAllRight(): Promise<void> {
  const { caBundles, bundle, signer } = await readTrust(cluster)
  t.equal(caBundles.length, 4)
  t.strictSame([...new Set(caBundles)], [bundle])
  t.ok(bundle.includes(signer))
  for (const number of [1, 2]) t.ok(await isTrusted(number), `the API server trusts replica ${number}`)
}

t.test(
  'two replicas that start at once on an empty cluster agree on one CA, and the API server trusts both',
  async (t) => {
    await expectAllRight()

    const { bundle, signer } = await readTrust(cluster)
    t.equal(bundle, signer, 'one CA')
  },
)

t.test('an emptied caBundle is filled in again', async (t) => {
  const path = '/webhooks/1/clientConfig/caBundle'
  const args = ['patch', 'mutatingwebhookconfiguration', 'wf-defaults', '--type=json', '--patch']
  await expectKubectl(kubectl, [...args, JSON.stringify([{ op: 'replace', path, value: '' }])])

  await until('it is', async () => (await readTrust(cluster)).caBundles.every((caBundle) => caBundle !== ''))

  await expectAllRight()
  t.pass()
})

t.test('a deleted Secret is made anew, with a CA that both replicas take', async (t) => {
  const before = await readTrust(cluster)
  await expectKubectl(kubectl, SECRET)

  const after = await until('it is', async () => readTrust(cluster))

  t.not(after.signer, before.signer)
  await until('both replicas serve with it', async () =>
    replicas.every(({ tail }) => (tail().match(/serving with a certificate of the CA/gu) ?? []).length > 1),
  )
  await expectAllRight()
})

t.test('a webhook configuration that is deleted and applied again is filled in', async (t) => {
  await expectKubectl(kubectl, ['delete', 'mutatingwebhookconfiguration', 'wf-defaults'])

  await applyManifests(cluster)
  await until('it is', async () => (await readTrust(cluster)).caBundles.every((caBundle) => caBundle !== ''))

  await expectAllRight()
  t.pass()
})

t.test('whoever applies the manifests again does not undo it, in either way', async (t) => {
  const before = await readTrust(cluster)

  await applyManifests(cluster)
  const manifests = new URL('../../manifests', import.meta.url).pathname
  await expectKubectl(kubectl, ['apply', '--server-side', '--force-conflicts', '-k', manifests])

  t.strictSame(await readTrust(cluster), before)
})

t.test('no replica was refused anything by RBAC', async (t) => {
  for (const { name, tail } of replicas) t.notMatch(tail(), /forbidden/u, name)
})

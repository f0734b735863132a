import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { createAuthority } from '../../src/certificates/authority.ts'
import type { AuthoritySecret } from '../../src/cluster/authority-secret.ts'
import { connect } from '../../src/cluster/connection.ts'
import { openKubeconfigCredentials } from '../../src/cluster/kubeconfig-credentials.ts'
import type { TrustStore } from '../../src/cluster/trust-store.ts'
import { openTrustStore } from '../../src/cluster/trust-store.ts'
import { writeKubeconfig } from './harness/credentials.ts'
import { expectKubectl } from './harness/kubectl.ts'
import { readTestCluster } from './harness/test-cluster.ts'
import { applyManifests } from './harness/webhook.ts'
import { SECRET } from './support/trust.ts'

/** Two replicas as they meet at the Secret, step by step, each with the rights of the manifests. */

const cluster = readTestCluster()
const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-trust-store-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
await applyManifests(cluster)
const [first, second] = [await open('wf-defaults'), await open('wf-defaults')]
const [one, other] = [buildAuthority(), buildAuthority()]

t.beforeEach(async () => {
  await expectKubectl(cluster.kubectl, [...SECRET, '--ignore-not-found'])
})

t.test('of two that make the Secret the first one does, and both read its CA', async (t) => {
  t.equal(await first.readAuthority(), undefined)

  t.equal(await first.createAuthority(one), true)
  t.equal(await second.createAuthority(other), false)

  t.match(await first.readAuthority(), one)
  t.match(await second.readAuthority(), one)
})

t.test('a CA is not replaced by who has read the Secret before somebody changed it', async (t) => {
  await expectKubectl(cluster.kubectl, ['--namespace=wf-defaults', 'create', 'secret', 'generic', 'wf-defaults-ca'])
  const [read, readToo] = [await readSecret(first), await readSecret(second)]
  t.match(read, { certificate: '', key: '', bundle: '' })

  t.equal(await first.replaceAuthority(read, one), true)
  t.equal(await second.replaceAuthority(readToo, other), false)

  t.match(await second.readAuthority(), one)
})

t.test('who may not is told so, and by whom', async (t) => {
  const stranger = await open('default')

  const refusals = [stranger.readAuthority, async () => stranger.createAuthority(one), stranger.readWebhooks]
  for (const ask of refusals)
    await t.rejects(async () => void (await ask()), { name: 'ApiFault', statusCode: 403, message: /forbidden/u })
})

t.test('webhooks that are called by URL are told by its host', async (t) => {
  const name = 'wf-defaults-by-url'
  await expectKubectl(cluster.kubectl, ['apply', '-f', '-'], {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name },
    webhooks: ['https://[::1]:8443/mutate', 'https://localhost:8443/mutate'].map((url, number) => ({
      name: `w${number}.example.com`,
      clientConfig: { url },
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
    })),
  })
  t.teardown(async () => expectKubectl(cluster.kubectl, ['delete', 'mutatingwebhookconfiguration', name]))
  const admin = openTrustStore(connect(await openKubeconfigCredentials(cluster.kubeconfig)), {
    webhookConfiguration: name,
    caSecret: 'wf-defaults-ca',
  })

  const entries = await admin.readWebhooks()
  const applied = await admin.applyCaBundle(entries, one.bundle)

  t.match(entries, [
    { name: 'w0.example.com', host: '::1', caBundle: '' },
    { name: 'w1.example.com', host: 'localhost', caBundle: '' },
  ])
  t.match(applied, [
    { host: '::1', caBundle: one.bundle },
    { host: 'localhost', caBundle: one.bundle },
  ])
})

/** As a ServiceAccount of the namespace of the webhook. */
async function open(serviceAccount: string) {
  const args = ['--namespace=wf-defaults', 'create', 'token', serviceAccount]
  const token = (await expectKubectl(cluster.kubectl, args)).trim()
  const { url: server, certificateAuthority } = cluster
  const access = { server, certificateAuthority, token, namespace: 'wf-defaults' }
  const kubeconfig = writeKubeconfig(join(folder, `kubeconfig-${serviceAccount}`), access)
  const connection = connect(await openKubeconfigCredentials(kubeconfig))
  return openTrustStore(connection, { webhookConfiguration: 'wf-defaults', caSecret: 'wf-defaults-ca' })
}

async function readSecret(store: TrustStore): Promise<AuthoritySecret> {
  const secret = await store.readAuthority()
  if (secret === undefined) throw new Error('expected the Secret, but there is none')
  return secret
}

function buildAuthority() {
  const authority = createAuthority(new Date())
  return { ...authority, bundle: authority.certificate }
}

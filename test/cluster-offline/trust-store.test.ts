import type { Test } from 'tap'
import t from 'tap'
import { openTrustStore } from '../../src/cluster/trust-store.ts'
import type { Came, Reply } from './helpers/api-server.ts'
import { standIn } from './helpers/api-server.ts'

const AUTHORITY = { certificate: 'c', key: 'k', bundle: 'cd' }
const DATA = { 'tls.crt': 'Yw==', 'tls.key': 'aw==', 'ca.crt': 'Y2Q=' }
const SECRET = { kind: 'Secret', metadata: { name: 'ca', resourceVersion: '3' }, type: 'kubernetes.io/tls', data: DATA }
const SECRETS = '/api/v1/namespaces/wf-defaults/secrets'
const CONFIGURATION = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/hooks'

async function open(t: Test, answer: (request: Came) => Reply) {
  const { connection, came } = await standIn(t, answer)
  return { store: openTrustStore(connection, { webhookConfiguration: 'hooks', caSecret: 'ca' }), came }
}

t.test('reads the CA from the Secret, and what is missing in it as empty', async (t) => {
  const { store, came } = await open(t, () => SECRET)
  const { store: empty } = await open(t, () => ({ kind: 'Secret' }))

  t.strictSame(await store.readAuthority(), { ...AUTHORITY, object: SECRET })
  t.match(await empty.readAuthority(), { certificate: '', key: '', bundle: '' })
  t.match(came, [{ method: 'GET', path: `${SECRETS}/ca` }])
})

t.test('tells a Secret that is not there from one that cannot be read', async (t) => {
  t.equal(await (await open(t, () => 404)).store.readAuthority(), undefined)
  await t.rejects((await open(t, () => 403)).store.readAuthority(), { name: 'ApiFault', statusCode: 403 })
})

t.test('makes the Secret, unless another replica was first', async (t) => {
  const { store, came } = await open(t, () => ({}))

  t.equal(await store.createAuthority(AUTHORITY), true)
  t.match(came, [
    {
      method: 'POST',
      path: SECRETS,
      body: {
        kind: 'Secret',
        type: 'kubernetes.io/tls',
        metadata: { name: 'ca', namespace: 'wf-defaults' },
        data: DATA,
      },
    },
  ])
  t.equal(await (await open(t, () => 409)).store.createAuthority(AUTHORITY), false)
  await t.rejects((await open(t, () => 403)).store.createAuthority(AUTHORITY), { name: 'ApiFault', statusCode: 403 })
})

t.test('replaces the CA, unless somebody changed the Secret since it was read', async (t) => {
  const { store, came } = await open(t, () => ({}))
  const secret = { ...AUTHORITY, object: { ...SECRET, data: {} } }

  t.equal(await store.replaceAuthority(secret, AUTHORITY), true)
  t.match(came, [{ method: 'PUT', path: `${SECRETS}/ca`, body: SECRET }])
  t.equal(await (await open(t, () => 409)).store.replaceAuthority(secret, AUTHORITY), false)
})

t.test('reads where the API server calls each webhook, and whom it trusts there', async (t) => {
  const service = { name: 'wf-defaults', namespace: 'wf-defaults', path: '/mutate' }
  const { store } = await open(t, () => ({
    webhooks: [
      { name: 'a', clientConfig: { service, caBundle: 'Y2Q=' } },
      { name: 'b', clientConfig: { url: 'https://[::1]:8443/mutate' } },
      { name: 'c', clientConfig: { url: 'https://localhost:8443/mutate' } },
    ],
  }))

  t.strictSame(await store.readWebhooks(), [
    { name: 'a', host: 'wf-defaults.wf-defaults.svc', caBundle: 'cd' },
    { name: 'b', host: '::1', caBundle: '' },
    { name: 'c', host: 'localhost', caBundle: '' },
  ])
  await t.rejects((await open(t, () => 404)).store.readWebhooks(), { name: 'ApiFault', statusCode: 404 })
})

t.test('applies the caBundle to each entry, under a name of its own, and nothing else', async (t) => {
  const { store, came } = await open(t, () => ({ webhooks: [{ name: 'a', clientConfig: { caBundle: 'Y2Q=' } }] }))

  const entries = await store.applyCaBundle([{ name: 'a', host: 'x', caBundle: '' }], 'cd')

  t.match(entries, [{ name: 'a', caBundle: 'cd' }])
  t.match(came, [{ method: 'PATCH', path: CONFIGURATION, headers: { 'content-type': 'application/apply-patch+yaml' } }])
  t.strictSame(
    [...(came[0]?.query ?? [])],
    [
      ['fieldManager', 'wf-defaults'],
      ['force', 'true'],
    ],
  )
  t.strictSame(came[0]?.body, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'hooks' },
    webhooks: [{ name: 'a', clientConfig: { caBundle: 'Y2Q=' } }],
  })
})

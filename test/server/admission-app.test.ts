import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect as connectTcp } from 'node:net'
import type { Test } from 'tap'
import t from 'tap'
import { createSelfSignedKeyPair } from '../../src/certificates/self-signed.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import type { AdmissionAppParts } from '../../src/server/admission-app.ts'
import { buildAdmissionApp, serveWith } from '../../src/server/admission-app.ts'
import { ask } from './helpers/ask.ts'
import type { CollectedParts } from './helpers/parts.ts'
import { buildParts } from './helpers/parts.ts'
import { readMetric } from './helpers/metric.ts'
import { patchOf, responseOf, reviewOf, WORKFLOW } from './helpers/reviews.ts'
import { until } from './helpers/until.ts'

const PAIR = createSelfSignedKeyPair(new Date())
const CA = PAIR.authority
/** Optional: where it is missing, its tests are skipped. */
const OPENSSL = 'openssl'
const HAS_OPENSSL = spawnSync(OPENSSL, ['version']).status === 0

interface Served {
  readonly url: string
  readonly port: number
  readonly parts: CollectedParts
}

async function serve(t: Test, own: Partial<AdmissionAppParts> = {}): Promise<Served> {
  const parts = buildParts(own)
  const app = buildAdmissionApp(parts)
  serveWith(app, PAIR)
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => app.close())
  const { port } = app.server.address() as AddressInfo
  return { url: `https://localhost:${port}`, port, parts }
}

t.test('patches at /mutate, and only reports at /audit, by TLS', async (t) => {
  const { url } = await serve(t)

  const [mutated, audited] = [
    await ask(`${url}/mutate?timeout=10s`, { body: reviewOf(WORKFLOW), ca: CA }),
    await ask(`${url}/audit`, { body: reviewOf(WORKFLOW), ca: CA }),
  ]

  t.match(mutated, { status: 200, headers: { 'content-type': /^application\/json/u } })
  t.equal(mutated.headers['content-length'], String(mutated.body.length))
  t.match(responseOf(mutated.body), { allowed: true, patchType: 'JSONPatch' })
  t.match(responseOf(audited.body), { allowed: true, patch: undefined, auditAnnotations: { outcome: 'audited' } })
})

t.test('answers in ASCII, of whatever length it says', async (t) => {
  const { url } = await serve(t)
  const workflow = {
    ...WORKFLOW,
    metadata: { ...WORKFLOW.metadata, annotations: { a: 'größer' } },
    spec: { ...WORKFLOW.spec, templates: [{ name: 'größer 🙂', container: { image: '“' } }] },
  }

  const { body, headers } = await ask(`${url}/mutate`, { body: reviewOf(workflow), ca: CA })

  t.match(body, /^[ -~]+$/u)
  t.equal(headers['content-length'], String(Buffer.byteLength(body)))
  t.match(responseOf(body), { allowed: true, patchType: 'JSONPatch' })
})

t.test('answers a large object whole', async (t) => {
  const { url } = await serve(t)
  const templates = Array.from({ length: 300 }, (_, index) => ({
    name: `t${index}`,
    container: { image: 'busybox:1' },
  }))
  const workflow = { ...WORKFLOW, spec: { ...WORKFLOW.spec, templates } }

  const { body, headers } = await ask(`${url}/mutate`, { body: reviewOf(workflow), ca: CA })

  t.equal(headers['content-length'], String(Buffer.byteLength(body)))
  const paths = patchOf(responseOf(body)).map(({ path }) => String(path))
  t.ok(paths.some((path) => path.startsWith('/spec/templates/0/')))
  t.ok(paths.some((path) => path.startsWith('/spec/templates/299/')))
})

t.test('is probed', async (t) => {
  const { url } = await serve(t, { isReady: () => false })

  t.equal((await ask(`${url}/livez`, { ca: CA })).status, 200)
  t.equal((await ask(`${url}/readyz`, { ca: CA })).status, 503)
})

t.test('says what is wrong with a body, but not in its log', async (t) => {
  const { url, parts } = await serve(t)
  const bodies = ['', '{"secret": no}', '{"kind": "Pod"}']

  const answers = await Promise.all(
    bodies.map(async (body) => ask(`${url}/mutate`, { body, ca: CA, headers: { 'content-type': 'application/json' } })),
  )

  t.strictSame(
    answers.map(({ status }) => status),
    [400, 400, 400],
  )
  t.match(
    answers.map(({ body }) => JSON.parse(body) as unknown),
    [
      { statusCode: 400, error: 'Bad Request', message: 'body: expected an AdmissionReview, but it is empty' },
      { message: /^body: expected JSON, but / },
      { message: 'apiVersion: expected admission.k8s.io/v1, but it is missing' },
    ],
  )
  t.match(parts.collected.find('refused a request'), [
    { level: 'warn', url: '/mutate', statusCode: 400, code: 'ReviewFault' },
    {},
    {},
  ])
  t.notMatch(JSON.stringify(parts.collected.lines), /secret/u)
  t.equal(readMetric(await parts.metrics.print(), 'wf_defaults_refusals_total{status="400"}'), 3)
})

t.test('refuses a body over 7 MiB', async (t) => {
  const { url, parts } = await serve(t)

  const { status } = await ask(`${url}/mutate`, { body: Buffer.alloc(7 * 1024 * 1024 + 1, ' '), ca: CA })

  t.equal(status, 413)
  t.equal(readMetric(await parts.metrics.print(), 'wf_defaults_refusals_total{status="413"}'), 1)
})

t.test('takes keys that other JSON parsers refuse', async (t) => {
  const { url } = await serve(t)
  const body = reviewOf(WORKFLOW).replace('"spec":{', '"spec":{"__proto__":{"a":1},"constructor":{"prototype":1},')

  const answer = await ask(`${url}/mutate`, { body, ca: CA })

  t.match(responseOf(answer.body), { allowed: true, patchType: 'JSONPatch' })
})

t.test('leaves a fault of its own to failurePolicy by HTTP 500', async (t) => {
  const { url, parts } = await serve(t, {
    onError: 'fail',
    decide: () => {
      throw new Error('a fault of ours')
    },
  })

  const { status, body } = await ask(`${url}/mutate`, { body: reviewOf(WORKFLOW), ca: CA })

  t.equal(status, 500)
  t.strictSame(JSON.parse(body), {
    statusCode: 500,
    error: 'Internal Server Error',
    message: 'wf-defaults failed on this request; its log says why',
  })
  t.equal(parts.collected.lines.length, 1, 'it is logged once')
})

t.test('speaks TLS 1.2 and newer only', async (t) => {
  const { url, parts } = await serve(t)

  t.equal((await ask(`${url}/livez`, { ca: CA, maxVersion: 'TLSv1.2' })).status, 200)
  await t.rejects(ask(`${url}/livez`, { ca: CA, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }))
  await until(
    'it is counted',
    async () => readMetric(await parts.metrics.print(), 'wf_defaults_tls_errors_total') === 1,
  )
})

t.test(
  'warns of a client that does not trust the certificate',
  { skip: !HAS_OPENSSL && 'there is no openssl' },
  async (t) => {
    const { port, parts } = await serve(t)

    const client = spawn(OPENSSL, ['s_client', '-verify_return_error', '-connect', `127.0.0.1:${port}`], {
      stdio: 'ignore',
    })
    await once(client, 'exit')

    await until(
      'it is counted',
      async () => readMetric(await parts.metrics.print(), 'wf_defaults_tls_errors_total') === 1,
    )
    t.match(parts.collected.find('a TLS handshake failed'), [{ level: 'warn', code: /_ALERT_/u, message: String }])
  },
)

t.test('warns of no one who only knocks', async (t) => {
  const { port, parts } = await serve(t)
  connectTcp(port, '127.0.0.1').end('hello\n')

  await until('it is logged', () => parts.collected.find('a TLS handshake failed')[0])
  t.match(parts.collected.find('a TLS handshake failed'), [{ level: 'debug' }])
})

t.test('answers after a wait for the cluster as it does at once, and refuses as it does at once', async (t) => {
  const failing = () => ({ ...waiting(), pending: async () => Promise.reject(new Error('a fault of ours')) })
  const waited = await serve(t, { clusterFacts: waiting })
  const refused = await serve(t, { clusterFacts: failing, onError: 'fail' })
  const atOnce = await serve(t)
  const question = { body: reviewOf(WORKFLOW), ca: CA }

  const [{ body, status }, expected] = [
    await ask(`${waited.url}/mutate`, question),
    await ask(`${atOnce.url}/mutate`, question),
  ]

  t.equal(status, 200)
  t.equal(body, expected.body)
  t.equal((await ask(`${refused.url}/mutate`, question)).status, 500)
})

/** A cluster that is to be waited for once. */
function waiting() {
  let pending: Promise<void> | undefined = Promise.resolve()
  return { ...ASSUMED_CLUSTER, pending: () => [pending, (pending = undefined)][0] }
}

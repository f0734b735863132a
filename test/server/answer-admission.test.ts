import t from 'tap'
import { UNKNOWN_CLUSTER } from '../../src/core/facts.ts'
import type { AdmissionAppParts } from '../../src/server/admission-app.ts'
import { answerAdmission } from '../../src/server/answer-admission.ts'
import { settingsOf } from '../helpers/settings.ts'
import { answerAtOnce } from './helpers/answer-at-once.ts'
import { buildParts } from './helpers/parts.ts'
import { readMetric } from './helpers/metric.ts'
import { patchOf, responseOf, reviewOf, WORKFLOW } from './helpers/reviews.ts'
import { UNCHANGED } from '../helpers/verdicts.ts'

const UID = '705ab4f5-6393-11e8-b7cc-42010a800002'
const REVIEW = Buffer.from(reviewOf(WORKFLOW))

function fail(): never {
  throw new Error('a fault of ours')
}

t.test('patches an object that is opted in', async (t) => {
  const parts = buildParts()

  const response = responseOf(answerAtOnce(parts, 'enabled', REVIEW))

  t.match(response, { uid: UID, allowed: true, patchType: 'JSONPatch' })
  t.match(patchOf(response)[0], { op: 'add', path: /^\/spec\//u })
  t.match(response['auditAnnotations'], { outcome: 'patched', reason: '', settings: parts.settings().hash })
})

t.test('only reports on an object that is audited', async (t) => {
  const response = responseOf(answerAtOnce(buildParts(), 'audit', REVIEW))

  t.match(response, { allowed: true, auditAnnotations: { outcome: 'audited' }, warnings: [/^audit: /u] })
  t.notOk('patch' in response)
  t.notOk('patchType' in response)
})

t.test('lets in what it does not work on', async (t) => {
  const others = [
    reviewOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } }),
    reviewOf(WORKFLOW, { operation: 'UPDATE' }),
    reviewOf(WORKFLOW, { subResource: 'status' }),
    reviewOf(null, { operation: 'DELETE' }),
  ]

  const responses = others.map((body) => responseOf(answerAtOnce(buildParts(), 'enabled', Buffer.from(body))))

  for (const response of responses)
    t.match(response, { allowed: true, patch: undefined, auditAnnotations: { outcome: 'skipped' } })
})

t.test('asks the core with all that it knows of the request', async (t) => {
  const asked: unknown[] = []
  const cluster = { ...UNKNOWN_CLUSTER, pending: () => undefined }
  const layAnnotations = fail
  const parts = buildParts({
    decide: (input) => {
      asked.push(input)
      return UNCHANGED
    },
    clusterFacts: () => cluster,
    annotations: () => ({ lay: layAnnotations, pending: () => undefined }),
  })
  const body = Buffer.from(reviewOf(WORKFLOW, { operation: 'UPDATE', oldObject: { spec: {} }, subResource: 'scale' }))

  answerAtOnce(parts, 'audit', body)

  t.strictSame(asked, [
    {
      object: WORKFLOW,
      request: {
        operation: 'UPDATE',
        mode: 'audit',
        namespace: 'demo',
        oldObject: { spec: {} },
        subResource: 'scale',
        bytes: body.length,
        mayHaveSpread: false,
      },
      settings: parts.settings(),
      cluster,
      layAnnotations,
      keepsDecisions: false,
    },
  ])
})

t.test('tells the core whether there can be a spread entry', async (t) => {
  const asked: unknown[] = []
  const parts = buildParts({
    decide: ({ request }) => {
      asked.push(request.mayHaveSpread)
      return UNCHANGED
    },
  })
  const names = ['panfactum.com/defaults', 'settings.workflows.panfactum.com/defaultResources', 'panfactum.com/default']

  for (const name of names)
    answerAtOnce(parts, 'enabled', Buffer.from(reviewOf({ ...WORKFLOW, spec: { volumes: [{ name }] } })))

  t.strictSame(asked, [true, false, false])
})

t.test('logs one line a request, without the object', async (t) => {
  const times = [10, 12.3456]
  const { collected, ...parts } = buildParts({ now: () => times.shift() ?? 0 })

  answerAtOnce(parts, 'enabled', REVIEW)

  t.equal(collected.lines.length, 1)
  t.match(collected.lines[0], {
    level: 'info',
    msg: 'answered an admission request',
    uid: UID,
    operation: 'CREATE',
    kind: 'Workflow',
    namespace: 'demo',
    name: 'hello-',
    outcome: 'patched',
    injected: Number,
    kept: Number,
    skipped: Number,
    durationMs: 2.346,
  })
  t.notMatch(JSON.stringify(collected.lines), /busybox/u)
  t.notOk('reason' in (collected.lines[0] ?? {}))
})

t.test('logs why an object was skipped', async (t) => {
  const { collected, ...parts } = buildParts()

  answerAtOnce(parts, 'enabled', Buffer.from(reviewOf(WORKFLOW, { operation: 'DELETE' })))

  t.match(collected.lines[0], { outcome: 'skipped', reason: 'other-operation' })
})

t.test('counts what it answered', async (t) => {
  const parts = buildParts()

  answerAtOnce(parts, 'enabled', REVIEW)

  const metrics = await parts.metrics.print()
  const series = 'wf_defaults_requests_total{kind="Workflow",operation="CREATE",outcome="patched"}'
  t.equal(readMetric(metrics, series), 1)
  t.equal(readMetric(metrics, 'wf_defaults_errors_total'), 0)
})

const NO_REVIEWS: readonly (readonly [title: string, body: Buffer | undefined, message: RegExp])[] = [
  ['no body', undefined, /^body: expected an AdmissionReview, but it is empty$/u],
  ['an empty body', Buffer.alloc(0), /^body: expected an AdmissionReview, but it is empty$/u],
  ['what is no JSON', Buffer.from('{"kind": '), /^body: expected JSON, but /u],
  ['what is no review', Buffer.from('[]'), /^body: expected an object, but came a list$/u],
]

for (const [title, body, message] of NO_REVIEWS)
  t.test(`refuses ${title}, and counts no fault of its own`, async (t) => {
    const parts = buildParts()

    t.throws(() => answerAtOnce(parts, 'enabled', body), { name: 'ReviewFault', message })
    t.equal(readMetric(await parts.metrics.print(), 'wf_defaults_errors_total'), 0)
  })

const STAGES: Readonly<Record<string, (parts: AdmissionAppParts) => Partial<AdmissionAppParts>>> = {
  'looking up the settings': () => ({ settings: fail }),
  'asking for the cluster': () => ({ clusterFacts: fail }),
  'asking for what reads annotations': () => ({ annotations: fail }),
  deciding: () => ({ decide: fail }),
  'counting the decisions': ({ decide }) => ({
    decide: (input) => ({
      ...decide(input),
      get counts() {
        return fail()
      },
    }),
  }),
  'building the answer': ({ decide }) => ({
    decide: (input) => ({
      ...decide(input),
      get patch() {
        return fail()
      },
    }),
  }),
  'writing a patch that is not ASCII': ({ decide }) => ({ decide: (input) => ({ ...decide(input), patch: ['[“]'] }) }),
  logging: ({ log }) => ({ log: { ...log, info: fail } }),
  counting: ({ metrics }) => ({ metrics: { ...metrics, countAnswer: fail } }),
}

for (const [stage, breakStage] of Object.entries(STAGES)) {
  t.test(`lets an object in unpatched, with a warning, where ${stage} fails`, async (t) => {
    const parts = buildParts()

    const response = responseOf(answerAtOnce({ ...parts, ...breakStage(parts) }, 'enabled', REVIEW))

    t.strictSame(response, {
      uid: UID,
      allowed: true,
      warnings: ['wf-defaults failed on this object and left it as it is; its log says why'],
      auditAnnotations: { outcome: 'error' },
    })
    t.equal(readMetric(await parts.metrics.print(), 'wf_defaults_errors_total'), 1)
  })

  t.test(`leaves it to failurePolicy where ${stage} fails, if it is asked to`, async (t) => {
    const parts = buildParts({ onError: 'fail' })

    t.throws(() => answerAtOnce({ ...parts, ...breakStage(parts) }, 'enabled', REVIEW), {
      name: 'InternalFault',
      cause: Error,
    })
    t.equal(readMetric(await parts.metrics.print(), 'wf_defaults_errors_total'), 1)
  })
}

t.test('logs a fault of its own with what it was about', async (t) => {
  const { collected, ...parts } = buildParts({ decide: fail })

  answerAtOnce(parts, 'enabled', REVIEW)

  t.match(collected.lines, [
    {
      level: 'error',
      msg: 'failed on an admission request',
      uid: UID,
      operation: 'CREATE',
      kind: 'Workflow',
      namespace: 'demo',
      name: 'hello-',
      err: { message: 'a fault of ours', stack: String },
    },
  ])
})

t.test('answers even where neither logging nor counting works', async (t) => {
  const { log, metrics } = buildParts()
  const parts = buildParts({
    decide: fail,
    log: { ...log, error: fail },
    metrics: { ...metrics, countFault: fail },
  })

  t.match(responseOf(answerAtOnce(parts, 'enabled', REVIEW)), { uid: UID, allowed: true })
})

t.test('waits for what the cluster is asked, and decides again with what is known then', async (t) => {
  const accounts = ['unknown', 'unknown', 'present'] as const
  let asked = 0
  const parts = buildParts({
    settings: () => settingsOf({ serviceAccountName: 'runner' }),
    clusterFacts: () => ({
      ...UNKNOWN_CLUSTER,
      presenceOf: () => accounts[asked] ?? 'absent',
      pending: () => (asked < 2 ? Promise.resolve().then(() => void (asked += 1)) : undefined),
    }),
  })

  const response = responseOf(await answerAdmission(parts, 'enabled', REVIEW))

  t.match(JSON.stringify(patchOf(response)), /"runner"/u)
  t.equal(parts.collected.find('answered an admission request').length, 1)
})

t.test('waits for what reads annotations, where the object has some', async (t) => {
  const parts = buildParts()
  const metadata = {
    ...WORKFLOW.metadata,
    annotations: { 'settings.workflows.panfactum.com/activeDeadlineSeconds': '77' },
  }
  const body = Buffer.from(reviewOf({ ...WORKFLOW, metadata }))

  const answer = answerAdmission(parts, 'enabled', body)

  t.type(answer, Promise)
  t.match(JSON.stringify(patchOf(responseOf(await answer))), /activeDeadlineSeconds","value":77/u)
  t.not(responseOf(answerAtOnce(parts, 'enabled', body)), undefined, 'the next one is answered at once')
})

t.test('a fault after a wait is a fault of ours like any other', async (t) => {
  const pending = fail as () => Promise<void>
  const clusterFacts = () => ({ ...UNKNOWN_CLUSTER, pending: async () => pending() })
  const failing = buildParts({ clusterFacts, onError: 'fail' })

  const response = responseOf(await answerAdmission(buildParts({ clusterFacts }), 'enabled', REVIEW))

  t.match(response, { allowed: true, auditAnnotations: { outcome: 'error' } })
  await t.rejects(Promise.resolve(answerAdmission(failing, 'enabled', REVIEW)), { name: 'InternalFault' })
})

import t from 'tap'
import { buildDebugApp } from '../../src/server/debug-app.ts'
import { buildParts } from './helpers/parts.ts'
import { reviewOf, WORKFLOW } from './helpers/reviews.ts'

t.test('says what would be done, and why, to what is posted as curl posts it', async (t) => {
  const app = buildDebugApp(buildParts())
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }

  const answer = await app.inject({ method: 'POST', url: '/dry-run', headers, payload: JSON.stringify(WORKFLOW) })

  t.equal(answer.statusCode, 200)
  t.match(answer.headers['content-type'], /^application\/json/u)
  t.match(answer.json(), { outcome: 'patched', result: { kind: 'Workflow' } })
})

t.test('gives the patch that the webhook gives', async (t) => {
  const parts = buildParts()
  const app = buildDebugApp(parts)
  const { patch } = parts.decide({
    object: WORKFLOW,
    request: { operation: 'CREATE', mode: 'enabled', namespace: 'demo' },
    settings: parts.settings(),
    cluster: parts.clusterFacts(),
  })

  for (const payload of [JSON.stringify(WORKFLOW), reviewOf(WORKFLOW)]) {
    const answer = await app.inject({ method: 'POST', url: '/dry-run', payload })
    t.strictSame(answer.json<{ readonly patch: unknown }>().patch, JSON.parse(patch.join('')))
  }
})

t.test('answers what it cannot read with 400 in the shape of fastify', async (t) => {
  const app = buildDebugApp(buildParts())
  const payloads = [undefined, '', 'a: [', '{"apiVersion": "v1"}', reviewOf(WORKFLOW, { uid: 7 }), Buffer.from([0xff])]

  const answers = await Promise.all(
    payloads.map(async (payload) =>
      app.inject({ method: 'POST', url: '/dry-run', ...(payload !== undefined && { payload }) }),
    ),
  )

  t.match(
    answers.map((answer) => answer.json<unknown>()),
    [
      /^expected at least one Kubernetes object, but there is none$/u,
      /^expected at least one Kubernetes object, but there is none$/u,
      /^line \d+, column \d+: expected YAML, /u,
      /^line 1, column 1: expected an object with apiVersion and kind, but it has no kind$/u,
      /^request\.uid: expected a string that is not empty, but came 7$/u,
      /^expected text in UTF-8, but came other bytes$/u,
    ].map((message) => ({ statusCode: 400, error: 'Bad Request', message })),
  )
})

t.test('takes nothing but a POST', async (t) => {
  t.equal((await buildDebugApp(buildParts()).inject('/dry-run')).statusCode, 405)
})

t.test('logs a fault of its own', async (t) => {
  const { collected, ...parts } = buildParts({
    decide: () => {
      throw new Error('a fault of ours')
    },
  })

  const { statusCode } = await buildDebugApp(parts).inject({
    method: 'POST',
    url: '/dry-run',
    payload: JSON.stringify(WORKFLOW),
  })

  t.equal(statusCode, 500)
  t.match(collected.find('failed on a request'), [{ err: { message: 'a fault of ours' } }])
})

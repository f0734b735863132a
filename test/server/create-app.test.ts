import t from 'tap'
import { createApp } from '../../src/server/create-app.ts'
import { InternalFault } from '../../src/server/internal-fault.ts'
import { collectLog } from './helpers/collect-log.ts'

const MIB = 1024 * 1024

t.test('waits for idle connections longer than the API server keeps them, and for nothing else long', async (t) => {
  const { server } = createApp(collectLog())

  t.ok(server.keepAliveTimeout > 90_000)
  t.equal(server.requestTimeout, 30_000)
  t.equal(server.headersTimeout, 10_000)
})

t.test('takes no route with a schema, which nothing could compile', async (t) => {
  const app = createApp(collectLog())
  app.get('/', { schema: { querystring: { type: 'object' } } }, async () => 'never')

  await t.rejects(Promise.resolve(app.ready()), { message: /expected routes without schemas/u })
})

t.test('reads bodies of any type, and of none, as bytes', async (t) => {
  const app = createApp(collectLog())
  app.post('/', (request, reply) => reply.send({ isBuffer: Buffer.isBuffer(request.body) }))
  const types = [{ 'content-type': 'application/json' }, { 'content-type': 'text/plain' }, {}]

  const answers = await Promise.all(
    types.map(async (headers) => app.inject({ method: 'POST', url: '/', headers, payload: Buffer.from('{"a') })),
  )

  t.strictSame(
    answers.map((answer) => answer.json<unknown>()),
    [{ isBuffer: true }, { isBuffer: true }, { isBuffer: true }],
  )
})

t.test('refuses a body over 7 MiB, and takes one of that size', async (t) => {
  const { log, find } = collectLog()
  const refused: number[] = []
  const app = createApp({ log, onRefusal: (statusCode) => refused.push(statusCode) })
  app.post('/', (request, reply) => reply.send(String((request.body as Buffer).length)))

  const [largest, tooLarge] = [
    await app.inject({ method: 'POST', url: '/', payload: Buffer.alloc(7 * MIB) }),
    await app.inject({ method: 'POST', url: '/', payload: Buffer.alloc(7 * MIB + 1) }),
  ]

  t.equal(largest.body, String(7 * MIB))
  t.match(tooLarge.json(), { statusCode: 413, error: 'Payload Too Large', message: /too large/u })
  t.strictSame(refused, [413])
  t.match(find('refused a request'), [{ level: 'warn', method: 'POST', url: '/', statusCode: 413 }])
})

t.test('says what there is where there is no such route', async (t) => {
  const { log, find } = collectLog()
  const app = createApp({ log })
  app.post('/mutate', (_request, reply) => reply.send())

  const [missing, wrongMethod] = [
    await app.inject('/nothing?a=b'),
    await app.inject({ method: 'DELETE', url: '/mutate?timeout=10s' }),
  ]

  t.strictSame(missing.json(), { statusCode: 404, error: 'Not Found', message: 'there is no /nothing on this port' })
  t.strictSame(wrongMethod.json(), {
    statusCode: 405,
    error: 'Method Not Allowed',
    message: '/mutate takes POST, not DELETE',
  })
  t.equal(wrongMethod.headers['allow'], 'POST')
  t.match(find('refused a request'), [{ statusCode: 404 }, { statusCode: 405 }])
})

t.test('answers a fault of its own with 500 and logs it with what led to it', async (t) => {
  const { log, lines } = collectLog()
  const app = createApp({ log })
  app.get('/', () => {
    throw new Error('a fault of ours')
  })

  const answer = await app.inject('/')

  t.strictSame(answer.json(), { statusCode: 500, error: 'Internal Server Error', message: 'a fault of ours' })
  t.match(lines, [{ level: 'error', msg: 'failed on a request', url: '/', err: { stack: /a fault of ours/u } }])
})

t.test('does not log a fault again that has been logged', async (t) => {
  const { log, lines } = collectLog()
  const app = createApp({ log })
  app.get('/', () => {
    throw new InternalFault('see above')
  })

  const answer = await app.inject('/')

  t.equal(answer.statusCode, 500)
  t.strictSame(lines, [])
})

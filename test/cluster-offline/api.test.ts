import t from 'tap'
import { ask, hasStatus } from '../../src/cluster/api.ts'
import { standIn } from './helpers/api-server.ts'

t.test('sends a body as JSON, of the type that it is said to be', async (t) => {
  const { connection, came } = await standIn(t, ({ body }) => ({ got: body }))
  const contentType = 'application/apply-patch+yaml'

  const answer = await ask(connection, { method: 'PATCH', path: '/apis/x', body: { a: '“ü”' }, contentType })

  t.strictSame(answer, { got: { a: '“ü”' } })
  t.match(came, [{ method: 'PATCH', headers: { 'content-type': contentType } }])
})

t.test('says what the API server refused, and with which status', async (t) => {
  const { connection } = await standIn(t, () => 403)

  const fault: unknown = await ask(connection, { path: '/api/v1/nodes' }).catch((error: unknown) => error)

  t.match(fault, { name: 'ApiFault', statusCode: 403, message: 'GET /api/v1/nodes: refused with 403' })
  t.equal(hasStatus(fault, 403), true)
  t.equal(hasStatus(fault, 404), false)
  t.equal(hasStatus(new Error('no answer'), 403), false)
})

t.test('says the status where something else than the API server refuses', async (t) => {
  const { connection } = await standIn(t, ({ path }, response) => {
    response.writeHead(502).end(path === '/html' ? '<html>' : '{}')
    return undefined
  })

  await t.rejects(ask(connection, { path: '/html' }), { statusCode: 502, message: 'GET /html: HTTP 502' })
  await t.rejects(ask(connection, { path: '/empty' }), { statusCode: 502, message: 'GET /empty: HTTP 502' })
})

t.test('gives up when it is told to', async (t) => {
  const { connection } = await standIn(t, () => undefined)
  const stopped = new AbortController()

  const asked = ask(connection, { path: '/slow' }, stopped.signal)
  setImmediate(() => stopped.abort())

  await t.rejects(asked, { name: 'AbortError' })
})

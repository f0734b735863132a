import { Agent } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import t from 'tap'
import { createApp } from '../../src/server/create-app.ts'
import { drain } from '../../src/server/drain.ts'
import { ask } from './helpers/ask.ts'
import { collectLog } from './helpers/collect-log.ts'
import { until } from './helpers/until.ts'

interface Started {
  readonly app: FastifyInstance
  readonly url: string
  /** Lets the answer of `/slow` go. */
  readonly release: () => void
  readonly isAsked: () => boolean
}

async function start(t: Test): Promise<Started> {
  const app = createApp(collectLog())
  const slow = Promise.withResolvers<void>()
  let isAsked = false
  app.get('/', (_request, reply) => reply.send('here'))
  app.get('/slow', async (_request, reply) => {
    isAsked = true
    await slow.promise
    return reply.send('at last')
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => app.close())
  const { port } = app.server.address() as AddressInfo
  return { app, url: `http://127.0.0.1:${port}`, release: slow.resolve, isAsked: () => isAsked }
}

t.test('goes on answering for a while, and asks clients to close their connections', async (t) => {
  const { app, url } = await start(t)
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())

  const before = await ask(url, { agent })
  const drained = drain([app], { delayMs: 500, closeMs: 10_000 })
  const [live, fresh] = [await ask(url, { agent }), await ask(url)]

  t.equal(before.headers.connection, 'keep-alive')
  t.match(
    [live, fresh],
    [
      { status: 200, body: 'here', headers: { connection: 'close' } },
      { status: 200, body: 'here', headers: { connection: 'close' } },
    ],
  )
  await drained
  await t.rejects(ask(url), { code: 'ECONNREFUSED' })
})

t.test('finishes what is under way, and closes connections that are idle', async (t) => {
  const { app, url, release, isAsked } = await start(t)
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())
  await ask(url, { agent })
  const slow = ask(`${url}/slow`, { agent })
  await until('it is asked', isAsked)

  let isDrained = false
  const drained = drain([app], { delayMs: 0, closeMs: 60_000 }).then(() => (isDrained = true))
  await until('nobody is let in any more', async () =>
    ask(url).then(
      () => false,
      () => true,
    ),
  )
  t.equal(isDrained, false, 'it waits')
  release()

  t.match(await slow, { status: 200, body: 'at last' })
  await drained
})

t.test('answers what comes on a live connection while it closes', async (t) => {
  const { app, url, release, isAsked } = await start(t)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n')
  await until('it is asked', isAsked)

  const drained = drain([app], { delayMs: 0, closeMs: 60_000 })
  await until('it closes', () => !app.server.listening)
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  release()

  t.match(await text(socket), /^HTTP\/1\.1 200 [^]*at last[^]*HTTP\/1\.1 200 [^]*connection: close[^]*here$/iu)
  await drained
})

t.test('ends what does not end by itself', async (t) => {
  const { app, url, isAsked } = await start(t)
  const slow = ask(`${url}/slow`)
  const rejected = t.rejects(slow, { code: 'ECONNRESET' })
  await until('it is asked', isAsked)

  await drain([app], { delayMs: 0, closeMs: 20 })

  await rejected
})

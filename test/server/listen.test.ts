import t from 'tap'
import { createApp } from '../../src/server/create-app.ts'
import { listen } from '../../src/server/listen.ts'
import { StartFault } from '../../src/server/start-fault.ts'
import { ask } from './helpers/ask.ts'
import { collectLog } from './helpers/collect-log.ts'

const FLAGS = '--address, --port'

t.test('says where it listens, as a URL has it', async (t) => {
  for (const address of ['127.0.0.1', '::1']) {
    const app = createApp(collectLog())
    app.get('/', (_request, reply) => reply.send('here'))
    t.teardown(async () => app.close())

    const place = await listen(app, { address, port: 0, flags: FLAGS })

    t.equal((await ask(`http://${place}/`)).body, 'here')
  }
})

t.test('says what keeps it from listening, and which flags to change', async (t) => {
  const [first, app] = [createApp(collectLog()), createApp(collectLog())]
  t.teardown(async () => first.close())
  const place = await listen(first, { address: '127.0.0.1', port: 0, flags: FLAGS })
  const port = Number(place.split(':')[1])

  await t.rejects(
    listen(app, { address: '127.0.0.1', port, flags: FLAGS }),
    new StartFault(`cannot listen on ${place} (--address, --port): something else listens there`),
  )
  await t.rejects(
    listen(app, { address: '203.0.113.1', port, flags: FLAGS }),
    new StartFault(`cannot listen on 203.0.113.1:${port} (--address, --port): this machine has no such address`),
  )
  await t.rejects(listen(app, { address: 'no.such.name.invalid', port, flags: FLAGS }), {
    name: 'StartFault',
    message: /^cannot listen on no\.such\.name\.invalid:\d+ \(--address, --port\): /u,
  })
  await t.rejects(listen(app, { address: '127.0.0.1', port: 70_000, flags: FLAGS }), {
    name: 'StartFault',
    message: /^cannot listen on 127\.0\.0\.1:70000 \(--address, --port\): .*port/u,
  })
})

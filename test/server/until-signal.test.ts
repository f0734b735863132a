import { EventEmitter } from 'node:events'
import t from 'tap'
import { untilSignal } from '../../src/server/until-signal.ts'

/** A process that can be signalled, on a clock of its own. */
function createTarget() {
  const log: string[] = []
  const target = Object.assign(new EventEmitter(), {
    pid: 7,
    kill: (pid: number, signal: string) => void log.push(`kill ${pid} ${signal}`),
  })
  const clock = { ms: 1000 }
  const promise = untilSignal(target, () => clock.ms)
  return { target, clock, log, promise }
}

for (const signal of ['SIGTERM', 'SIGINT'])
  t.test(`waits for ${signal}`, async (t) => {
    const { target, promise, log } = createTarget()

    target.emit(signal, signal)

    t.equal(await promise, signal)
    t.strictSame(log, [])
  })

t.test('ends at once at a second signal, whichever it is', async (t) => {
  const { target, clock, promise, log } = createTarget()

  target.emit('SIGTERM', 'SIGTERM')
  clock.ms += 1000
  target.emit('SIGINT', 'SIGINT')

  t.equal(await promise, 'SIGTERM')
  t.strictSame(log, ['kill 7 SIGINT'])
  t.equal(target.listenerCount('SIGINT') + target.listenerCount('SIGTERM'), 0, 'nobody listens any more')
})

t.test('takes a signal that npm passes on for the same one', async (t) => {
  const { target, clock, promise, log } = createTarget()

  target.emit('SIGINT', 'SIGINT')
  clock.ms += 20
  target.emit('SIGINT', 'SIGINT')

  t.equal(await promise, 'SIGINT')
  t.strictSame(log, [])
})

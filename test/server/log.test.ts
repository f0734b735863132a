import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { buildLog, openLog } from '../../src/server/log.ts'
import { until } from './helpers/until.ts'

t.test('writes an object a line, with the level as a word and the time as people read it', async (t) => {
  const lines: string[] = []
  const log = buildLog('info', { write: (line) => void lines.push(line) })

  log.info({ uid: 'u-1' }, 'answered')
  log.debug({}, 'too much')

  t.match(
    lines.map((line) => JSON.parse(line) as unknown),
    [{ level: 'info', time: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u, uid: 'u-1', msg: 'answered' }],
  )
  t.match(lines[0], /^\{.*\}\n$/u)
})

t.test('writes soon, and all of it before it closes', async (t) => {
  const file = join(t.testdir({ log: '' }), 'log')
  const { log, close } = openLog('info', openSync(file, 'a'))

  log.info({ number: 0 }, 'line')
  await until('it is written', () => readFileSync(file, 'utf8').includes('"number":0'))
  for (let number = 1; number < 5000; number += 1) log.info({ number }, 'line')
  await close()

  t.equal(readFileSync(file, 'utf8').trimEnd().split('\n').length, 5000)
})

t.test('writes at once for a process that crashes', async (t) => {
  const file = join(t.testdir({ log: '' }), 'log')
  const { log, closeNow } = openLog('info', openSync(file, 'a'))

  log.info({}, 'line')
  closeNow()

  t.match(readFileSync(file, 'utf8'), /"msg":"line"\}\n$/u)
})

t.test('bears with a disk that is full', { skip: !existsSync('/dev/full') && 'there is no /dev/full' }, async (t) => {
  const { log, close } = openLog('info', openSync('/dev/full', 'w'))

  log.info({}, 'line')
  await delay(100)
  log.info({}, 'another line')

  await t.resolves(close())
})

t.test(
  'lets a process crash where the disk is full',
  { skip: !existsSync('/dev/full') && 'there is no /dev/full' },
  async (t) => {
    const { log, closeNow } = openLog('info', openSync('/dev/full', 'w'))

    log.info({}, 'line')
    await delay(100)
    log.info({}, 'another line')

    t.doesNotThrow(closeNow)
  },
)

t.test('drops lines where the reader is too slow, and goes on', async (t) => {
  const fifo = join(t.testdir(), 'fifo')
  execFileSync('mkfifo', [fifo])
  // Open at both ends, so that nobody waits for a reader.
  const { log, close } = openLog('info', openSync(fifo, 'r+'))
  const mebibyte = 'x'.repeat(1024 * 1024)

  for (let line = 0; line < 40; line += 1) {
    log.info({ mebibyte }, 'line')
    await delay(25)
  }
  const read = buffer(createReadStream(fifo))
  await close()

  const { length } = await read
  t.ok(length > 15 * mebibyte.length && length < 17 * mebibyte.length, `${length} bytes`)
})

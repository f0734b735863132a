import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  const file = join(t.testdir(), 'log')
  const { log, close } = openLog('info', file)
  const read = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

  log.info({ number: 0 }, 'line')
  await until('it is written', () => read().includes('"number":0'))
  for (let number = 1; number < 5000; number += 1) log.info({ number }, 'line')
  await close()

  t.equal(read().trimEnd().split('\n').length, 5000)
})

t.test('writes at once for a process that ends now', async (t) => {
  const file = join(t.testdir({ log: '' }), 'log')
  const { log, flush, close } = openLog('info', file)
  await until('it is open', () => {
    try {
      flush()
      return true
    } catch {
      return false
    }
  })

  log.info({}, 'line')
  flush()

  t.match(readFileSync(file, 'utf8'), /"msg":"line"\}\n$/u)
  await close()
})

t.test('bears with a disk that is full', { skip: !existsSync('/dev/full') && 'there is no /dev/full' }, async (t) => {
  const { log, close } = openLog('info', '/dev/full')

  log.info({}, 'line')
  await delay(100)
  log.info({}, 'another line')

  await t.resolves(close())
})

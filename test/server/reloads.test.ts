import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createMetrics } from '../../src/server/metrics.ts'
import { followSource } from '../../src/server/reloads.ts'
import { collectLog } from './helpers/collect-log.ts'
import { readMetric } from './helpers/metric.ts'
import { until } from './helpers/until.ts'

t.test('logs and counts what became of each change', async (t) => {
  const file = join(t.testdir({ a: 'one' }), 'a')
  const { log, find } = collectLog()
  const metrics = createMetrics()
  const stopped = new AbortController()
  t.teardown(() => stopped.abort())
  const taken: string[] = []
  const take = (value: string): void => {
    if (value === 'not to be taken') throw new Error('it does not fit')
    taken.push(value)
  }

  const first = await followSource(
    { what: 'settings', files: [file], parse: ([text = '']) => text, take },
    { log, metrics, intervalMs: 5, signal: stopped.signal },
  )
  writeFileSync(file, 'two')
  await until('it is taken', () => taken.length === 1)
  writeFileSync(file, 'not to be taken')
  const [fault] = await until('it is refused', () => {
    const faults = find('files are at fault, and what they held before stays')
    return faults.length > 0 && faults
  })

  t.equal(first, 'one')
  t.strictSame(taken, ['two'])
  t.match(find('took a change of files'), [{ level: 'info', what: 'settings', files: [file] }])
  t.match(fault, { level: 'error', what: 'settings', files: [file], fault: 'it does not fit' })
  const text = await metrics.print()
  t.equal(readMetric(text, 'wf_defaults_reloads_total{what="settings",result="success"}'), 1)
  t.equal(readMetric(text, 'wf_defaults_reloads_total{what="settings",result="failure"}'), 1)
})

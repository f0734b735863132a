import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import t from 'tap'
import { followSettings } from '../../src/server/follow-settings.ts'
import { createMetrics } from '../../src/server/metrics.ts'
import type { Reloads } from '../../src/server/reloads.ts'
import { StartFault } from '../../src/server/start-fault.ts'
import { collectLog } from './helpers/collect-log.ts'
import { readMetric } from './helpers/metric.ts'
import { until } from './helpers/until.ts'

function textOf(defaults: string): string {
  return `apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\ndefaults: ${defaults}\n`
}

function buildReloads(t: Test) {
  const stopped = new AbortController()
  t.teardown(() => stopped.abort())
  const { log, find } = collectLog()
  const metrics = createMetrics()
  const reloads: Reloads = { log, metrics, intervalMs: 5, signal: stopped.signal }
  const hasHash = async (hash: string): Promise<boolean> =>
    readMetric(await metrics.print(), `wf_defaults_settings_info{hash="${hash}"}`) === 1
  return { reloads, find, hasHash }
}

t.test('without a file the built-in settings hold', async (t) => {
  const { reloads, hasHash } = buildReloads(t)

  const settings = await followSettings(undefined, reloads)

  t.equal(settings().values.activeDeadlineSeconds, 86_400)
  t.equal(settings().sources.activeDeadlineSeconds.layer, 'built-in')
  t.ok(await hasHash(settings().hash))
})

t.test('takes a change, and stays with the last good settings where one is at fault', async (t) => {
  const file = join(t.testdir({ 'settings.yaml': textOf('{priority: 1}') }), 'settings.yaml')
  const { reloads, find, hasHash } = buildReloads(t)
  const settings = await followSettings(file, reloads)
  t.equal(settings().values.priority, 1)

  writeFileSync(file, textOf('{priority: 2}'))
  await until('it has changed', () => settings().values.priority === 2)
  t.ok(await hasHash(settings().hash))
  writeFileSync(file, textOf('{priority: two}'))
  const fault = await until('the fault is logged', () => find('files are at fault, and what they held before stays')[0])

  t.match(fault['fault'], /settings\.yaml: defaults\.priority: /u)
  t.equal(settings().values.priority, 2)
  t.ok(await hasHash(settings().hash))
})

t.test('neither starts with a file that is too long nor takes one', async (t) => {
  const folder = t.testdir({ 'long.yaml': `# ${'x'.repeat(2 ** 17)}`, 'settings.yaml': textOf('{priority: 1}') })
  const { reloads, find } = buildReloads(t)

  await t.rejects(followSettings(join(folder, 'long.yaml'), reloads), {
    name: 'StartFault',
    message: /long\.yaml: expected at most 131072 characters, but came 131074; leave out /u,
  })
  const settings = await followSettings(join(folder, 'settings.yaml'), reloads)
  copyFileSync(join(folder, 'long.yaml'), join(folder, 'settings.yaml'))
  const fault = await until('the fault is logged', () => find('files are at fault, and what they held before stays')[0])

  t.match(fault['fault'], /settings\.yaml: expected at most 131072 characters/u)
  t.equal(settings().values.priority, 1)
})

t.test('does not start with a file at fault, or without the file', async (t) => {
  const folder = t.testdir({ 'settings.yaml': textOf('{priority: two, uid: me}') })
  const { reloads } = buildReloads(t)

  const [faulty, missing] = [join(folder, 'settings.yaml'), join(folder, 'none.yaml')]

  await t.rejects(followSettings(faulty, reloads), StartFault)
  await t.rejects(followSettings(faulty, reloads), { message: /: defaults\.priority: .*\n.*: defaults\.uid: /u })
  await t.rejects(
    followSettings(missing, reloads),
    new StartFault(`cannot read the settings: ENOENT: no such file or directory, open '${missing}'`),
  )
})

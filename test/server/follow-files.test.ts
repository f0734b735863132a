import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import t from 'tap'
import { followFiles } from '../../src/server/follow-files.ts'
import { messageOf } from '../../src/server/message-of.ts'
import { until } from './helpers/until.ts'

interface Following {
  readonly first: string
  readonly changes: string[]
  readonly faults: string[]
  readonly stop: () => void
}

/** Follows files whose contents are at fault where one of them is `bad`. */
async function follow(t: Test, ...files: readonly string[]): Promise<Following> {
  return followEvery(t, 5, files)
}

async function followEvery(t: Test, intervalMs: number, files: readonly string[]): Promise<Following> {
  const [changes, faults] = [[] as string[], [] as string[]]
  const stopped = new AbortController()
  t.teardown(() => stopped.abort())
  const first = await followFiles({
    files,
    parse: (contents) => {
      if (contents.includes('bad')) throw new Error('it is bad')
      return contents.join('+')
    },
    onChange: (value) => void changes.push(value),
    onFault: (fault) => void faults.push(messageOf(fault)),
    intervalMs,
    signal: stopped.signal,
  })
  return { first, changes, faults, stop: () => stopped.abort() }
}

t.test('gives what the files hold now', async (t) => {
  const folder = t.testdir({ a: 'one', b: 'two' })

  t.equal((await follow(t, join(folder, 'a'), join(folder, 'b'))).first, 'one+two')
})

t.test('throws where they cannot be read, or are at fault', async (t) => {
  const folder = t.testdir({ a: 'bad' })

  await t.rejects(follow(t, join(folder, 'missing')), { code: 'ENOENT' })
  await t.rejects(follow(t, join(folder, 'a')), { message: 'it is bad' })
})

t.test('hears of a change in place, and of a file that is replaced', async (t) => {
  const folder = t.testdir({ a: 'one', next: 'three' })
  const file = join(folder, 'a')
  const { changes } = await follow(t, file)

  writeFileSync(file, 'two')
  await until('the change is there', () => changes.length === 1)
  renameSync(join(folder, 'next'), file)
  await until('the other is there', () => changes.length === 2)

  t.strictSame(changes, ['two', 'three'])
})

t.test('hears of the swap of a symbolic link, as Kubernetes changes what it mounts', async (t) => {
  const folder = t.testdir()
  const publish = (version: string, content: string): void => {
    mkdirSync(join(folder, version))
    writeFileSync(join(folder, version, 'settings.yaml'), content)
    symlinkSync(version, join(folder, '..data_tmp'))
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
  }
  publish('..1', 'one')
  symlinkSync(join('..data', 'settings.yaml'), join(folder, 'settings.yaml'))
  const { first, changes } = await follow(t, join(folder, 'settings.yaml'))

  publish('..2', 'two')
  rmSync(join(folder, '..1'), { recursive: true })
  await until('the change is there', () => changes.length === 1)

  t.equal(first, 'one')
  t.strictSame(changes, ['two'])
})

t.test('tells of a fault once, and of what mends it', async (t) => {
  const file = join(t.testdir({ a: 'one' }), 'a')
  const { changes, faults } = await follow(t, file)

  writeFileSync(file, 'bad')
  await until('the fault is there', () => faults.length === 1)
  rmSync(file)
  await until('the other fault is there', () => faults.length === 2)
  writeFileSync(file, 'one')
  await until('it is mended', () => changes.length === 1)

  t.match(faults, ['it is bad', /ENOENT/u])
  t.strictSame(changes, ['one'])
})

t.test('does not take what is still being written', async (t) => {
  const file = join(t.testdir({ a: 'start' }), 'a')
  const { changes } = await followEvery(t, 300, [file])

  for (let step = 0; step < 100; step += 1) {
    writeFileSync(file, `step ${step}`)
    await delay(10)
  }
  await until('the end is there', () => changes.length > 0)

  t.strictSame(changes, ['step 99'])
})

t.test('stops when it is told to', async (t) => {
  const file = join(t.testdir({ a: 'one' }), 'a')
  const [stopped, other] = [await follow(t, file), await follow(t, file)]

  stopped.stop()
  writeFileSync(file, 'two')
  await until('the other has heard', () => other.changes.length === 1)
  writeFileSync(file, 'three')
  await until('the other has heard again', () => other.changes.length === 2)

  t.strictSame(stopped.changes, [])
})

import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import t from 'tap'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

t.test('without Go and with nothing built the suite fails, and says what to install', async (t) => {
  const empty = t.testdir()

  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'test/cluster/run.ts')], {
    env: { PATH: empty, CLUSTER_CACHE: empty },
    encoding: 'utf8',
  })

  t.equal(status, 1)
  t.match(stderr, /^error: no Go on the PATH, which it takes to build etcd v\S+, kube-apiserver v.*\.\nInstall Go 1/mu)
})

t.test('CI ends with the sum of all suites, and fails where one does', async (t) => {
  const suites = { test: '3 passed, 0 failed', 'test:cluster': '4 passed, 1 failed' }

  const { status, lastLine } = runCi(t, suites)

  t.equal(lastLine, '7 passed, 1 failed')
  t.equal(status, 1)
})

t.test('CI counts a suite that does not get to its end as failed', async (t) => {
  const { status, lastLine } = runCi(t, { test: '3 passed, 0 failed', 'test:cluster': 'error: no Go on the PATH' })

  t.equal(lastLine, '3 passed, 1 failed')
  t.equal(status, 1)
})

t.test('CI passes where all suites do', async (t) => {
  const { status, lastLine } = runCi(t, { test: '3 passed, 0 failed', 'test:cluster': '4 passed, 0 failed' })

  t.equal(lastLine, '7 passed, 0 failed')
  t.equal(status, 0)
})

/** Runs `.ci/run` with an npm that prints the closing line of a suite, and ends with 1 where that line does not say all passed. */
function runCi(t: Test, suites: Readonly<Record<'test' | 'test:cluster', string>>) {
  const folder = t.testdir()
  mkdirSync(join(folder, 'bin'))
  for (const [suite, line] of Object.entries(suites)) writeFileSync(join(folder, suite), `${line}\n`)
  const npm = join(folder, 'bin/npm')
  writeFileSync(
    npm,
    `#!/bin/sh\n[ -f "${folder}/$2" ] || exit 0\ncat "${folder}/$2"\ngrep -q ' 0 failed$' "${folder}/$2"\n`,
  )
  chmodSync(npm, 0o755)
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }
  const { status, stdout } = spawnSync('bash', [join(ROOT, '.ci/run')], { env, encoding: 'utf8' })
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1) }
}

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname

t.test('hands on the exit code, and keeps results and messages apart', async (t) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'mutate', '-f', 'no-such-file.yaml'], {
    encoding: 'utf8',
  })

  t.strictSame(
    { status, stdout, stderr },
    { status: 1, stdout: '', stderr: 'error: no-such-file.yaml: expected a file or a folder, but there is none\n' },
  )
})

t.test('ends well when its reader has seen enough', async (t) => {
  const manifest = `${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: { text: 'x'.repeat(500_000) } })}\n`
  const child = spawn(process.execPath, [MAIN, 'mutate', '-f', '-'], { stdio: ['pipe', 'pipe', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  child.stdout.once('data', () => child.stdout.destroy())
  child.stdin.end(manifest)

  const [code] = (await once(child, 'close')) as [number]

  t.strictSame({ code, stderr }, { code: 0, stderr: '' })
})

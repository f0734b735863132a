import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { V1PodList } from '@kubernetes/client-node'
import t from 'tap'
import { createKubectl, expectKubectl } from './harness/kubectl.ts'
import { readTestCluster } from './harness/test-cluster.ts'
import { until } from './harness/until.ts'
import { readCodeBlocks } from './support/read-code-blocks.ts'

/** What README.md promises to who tries it in a cluster, done line by line. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const UP_WITHIN_MS = 120_000

const { built } = readTestCluster()
const [start = '', ...lines] = readCodeBlocks(join(ROOT, 'README.md'), 'Try it in a cluster').trim().split('\n')

t.test('npm run cluster leads to a Pod with defaults, and Ctrl-C takes all down', { timeout: 240_000 }, async (t) => {
  t.equal(start, 'npm ci && npm run cluster')
  const { printed, ended, interrupt } = startAsInTerminal('npm', ['run', 'cluster'])
  t.teardown(interrupt)

  await until('all is up', () => printed().includes('Ctrl-C takes all down'), { timeoutMs: UP_WITHIN_MS })
  const kubeconfig = /export KUBECONFIG=(\S+)/u.exec(printed())?.[1] ?? ''
  t.equal(lines.length, 3)
  for (const line of lines) t.ok(printed().includes(`  ${line}\n`), `it prints: ${line}`)
  const folder = dirname(kubeconfig)
  t.ok(findProcesses(folder).length >= 4)

  runAsPrinted(lines.slice(0, 2).join('\n'), kubeconfig)
  const kubectl = createKubectl(built.paths.kubectl, kubeconfig)
  const [pod] = await until('Argo has made a Pod', async () => {
    const text = await expectKubectl(kubectl, ['get', '-n', 'workflows', 'pods', '-o', 'json'])
    const { items } = JSON.parse(text) as V1PodList
    return items.length > 0 && items
  })
  t.match(runAsPrinted(lines[2] ?? '', kubeconfig), /schedulerName: panfactum/u)
  t.match(pod?.spec, { schedulerName: 'panfactum', securityContext: { runAsUser: 1000 } })

  interrupt()
  await ended
  t.strictSame(findProcesses(folder), [])
  t.notOk(existsSync(folder))
})

/** In a process group of its own, all of which Ctrl-C reaches. */
function startAsInTerminal(command: string, args: readonly string[]) {
  const env = { ...process.env, ARGO_CRDS: 'minimal' }
  const child = spawn(command, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = once(child, 'close')
  const interrupt = (): void => {
    const isOver = child.exitCode !== null || child.signalCode !== null
    if (!isOver && child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
  }
  return { printed: () => output, ended, interrupt }
}

/** The commands of a person who has done the export that was printed, and the alias where there was one. */
function runAsPrinted(commands: string, kubeconfig: string): string {
  const script = commands.replaceAll(/^kubectl /gmu, '"$KUBECTL" ')
  const env = { ...process.env, KUBECONFIG: kubeconfig, KUBECTL: built.paths.kubectl }
  return execFileSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: ROOT, env, encoding: 'utf8' })
}

/** Those that have something in their command line that lies in the folder. */
function findProcesses(folder: string): readonly string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/u.test(name))
  return processes.map(readCommandLine).filter((text) => text.includes(folder))
}

function readCommandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

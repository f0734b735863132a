import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchPatch } from './check-answers.ts'
import { runClosedLoop } from './load.ts'
import { SIZES } from './plan.ts'
import { buildReview } from './reviews.ts'
import type { Workplace } from './servers.ts'
import { startServer } from './servers.ts'

/** What of a .cpuprofile is read: the call tree, and the node that each sample fell into. */
interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}

const WARM_UP_MS = 3000
const LOAD_MS = 8000
const SAMPLING_INTERVAL_US = '250'
const TOP = 30

/** Runs wf-defaults under the CPU profiler with large reviews, and says where the time goes. */
export async function profile(workplace: Workplace): Promise<string> {
  const flags = ['--cpu-prof', `--cpu-prof-dir=${workplace.folder}`, '--cpu-prof-interval', SAMPLING_INTERVAL_US]
  const server = await startServer('wf-defaults', workplace, flags)
  const review = buildReview(SIZES.large)
  await fetchPatch(server, review)
  await runClosedLoop(server, review, WARM_UP_MS)
  const { requestsPerSecond, cpuMs } = await runClosedLoop(server, review, LOAD_MS)
  // Ended gently, it writes its profile.
  await server.stop('SIGTERM')

  const file = readdirSync(workplace.folder).find((name) => name.endsWith('.cpuprofile'))
  if (file === undefined) throw new Error('expected a CPU profile when wf-defaults had ended, and there is none')
  const read = JSON.parse(readFileSync(join(workplace.folder, file), 'utf8')) as CpuProfile
  const heading = `wf-defaults under the profiler, ${SIZES.large} templates: ${requestsPerSecond.toFixed(0)} requests/s, ${cpuMs.toFixed(2)} ms CPU a request`
  return [heading, ...renderProfile(read, findModules(workplace.main)), ''].join('\n')
}

function renderProfile({ nodes, samples, timeDeltas }: CpuProfile, moduleOf: ModuleOf): readonly string[] {
  const selfUs = new Map<number, number>()
  for (const [index, id] of samples.entries()) selfUs.set(id, (selfUs.get(id) ?? 0) + (timeDeltas[index] ?? 0))

  const byFunction = new Map<string, number>()
  const byModule = new Map<string, number>()
  let total = 0
  for (const node of nodes) {
    const time = selfUs.get(node.id) ?? 0
    if (node.callFrame.functionName === '(idle)') continue
    const where = moduleOf(node)
    total += time
    add(byFunction, `${node.callFrame.functionName || '(anonymous)'}  ${where}`, time)
    add(byModule, folderOf(where), time)
  }
  return [
    '',
    'by part, self time',
    ...renderShares(byModule, total),
    '',
    'by function, self time',
    ...renderShares(byFunction, total),
  ]
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value)
}

function renderShares(sums: ReadonlyMap<string, number>, total: number): readonly string[] {
  const largest = [...sums].toSorted(([, a], [, b]) => b - a).slice(0, TOP)
  return largest.map(([name, time]) => `${((time / total) * 100).toFixed(1).padStart(6)} %  ${name}`)
}

type ModuleOf = (node: ProfileNode) => string

/** Tells the source file of a function in the bundle, by the comments that esbuild puts before each. */
function findModules(main: string): ModuleOf {
  const known = new Map<string, readonly string[]>()
  return ({ callFrame: { url, lineNumber } }) => {
    if (!url.startsWith('file:')) return url === '' ? 'native' : url
    const modules = known.get(url) ?? modulesByLine(readFileSync(new URL(url), 'utf8'))
    known.set(url, modules)
    return modules[lineNumber] ?? main
  }
}

/** For each line, the source file that it came from. */
function modulesByLine(code: string): readonly string[] {
  let current = '(bundle)'
  return code.split('\n').map((line) => (current = /^\/\/ ((?:src|node_modules)\/\S+)$/u.exec(line)?.[1] ?? current))
}

/** The part that a source file belongs to: a package, a folder of src, or of Node itself. */
function folderOf(module: string): string {
  if (module.startsWith('node_modules/')) return module.split('/').slice(0, 2).join('/')
  return module.startsWith('src/') ? module.split('/').slice(0, -1).join('/') : module
}

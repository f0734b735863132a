import { availableParallelism } from 'node:os'
import { checkSameResult, fetchPatch } from './check-answers.ts'
import type { Figures } from './figures.ts'
import { measureAnnotations } from './measure-annotations.ts'
import { measureLinear } from './measure-linear.ts'
import { measureMixedLoad } from './measure-mixed.ts'
import { measureStart } from './measure-start.ts'
import { measureThroughput } from './measure-throughput.ts'
import type { Plan } from './plan.ts'
import { SIZES } from './plan.ts'
import { readCpuMs, readMachineCpuMs, readMemory } from './process-stats.ts'
import type { Review } from './reviews.ts'
import { buildReview } from './reviews.ts'
import type { RunningServer, Workplace } from './servers.ts'
import { startServer, writePatches } from './servers.ts'

/** Starts the servers, checks that they answer alike, and measures all there is to measure. */
export async function measure(workplace: Workplace, plan: Plan): Promise<Figures> {
  const reviews = [buildReview(SIZES.small), buildReview(SIZES.middle), buildReview(SIZES.large)] as const
  const [small, , large] = reviews

  say('starting the servers')
  const product = await startServer('wf-defaults', workplace)
  const others = await startOthers(product, workplace, reviews)
  const servers = [...others, product]
  const beforeLoad = readMemory(product.pid).now

  say('requests/s, server by server and size by size')
  const watch = watchOthers(servers)
  const throughput = await measureThroughput(servers, reviews, plan)
  const othersBusy = watch()
  say('mixed load')
  const mixed = await measureMixedLoad(servers, small, large, plan)
  say('cost by the number of templates')
  const linear = await measureLinear(product, plan)
  say('settings in annotations')
  const annotations = await measureAnnotations(product, plan)
  const memory = { beforeLoad, ...readMemory(product.pid) }

  await Promise.all(others.map((server) => server.stop()))
  const logLinesPerRequest = (await product.stop()) / product.asked.count
  say('spawn to first answer')
  const start = await measureStart(workplace, small, plan)
  return {
    node: process.version,
    cores: availableParallelism(),
    othersBusy,
    throughput,
    mixed,
    linear,
    annotations,
    memory,
    start,
    logLinesPerRequest,
  }
}

/** Starts the servers that wf-defaults is compared with: the bare one answers wf-defaults' patches, and the usual one must come to the same result. */
async function startOthers(
  product: RunningServer,
  workplace: Workplace,
  reviews: readonly Review[],
): Promise<readonly RunningServer[]> {
  const patches = new Map<Review, string>()
  for (const review of reviews) patches.set(review, await fetchPatch(product, review))
  writePatches(workplace, Object.fromEntries(Array.from(patches, ([{ templates }, patch]) => [templates, patch])))

  const others = [await startServer('bare', workplace), await startServer('usual', workplace)]
  for (const [review, patch] of patches) {
    for (const server of others) checkSameResult(review, patch, await fetchPatch(server, review))
  }
  return others
}

/** Watches how much of the machine other processes have, until it is asked. */
function watchOthers(servers: readonly RunningServer[]): () => number {
  const readOthersMs = (): number => {
    const { user, system } = process.cpuUsage()
    return readMachineCpuMs() - (user + system) / 1000 - servers.reduce((sum, { pid }) => sum + readCpuMs(pid), 0)
  }
  const [start, before] = [performance.now(), readOthersMs()]
  return () => (readOthersMs() - before) / (performance.now() - start) / availableParallelism()
}

function say(what: string): void {
  process.stderr.write(`… ${what}\n`)
}

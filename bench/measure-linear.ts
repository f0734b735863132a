import type { Case } from '../src/core/decide.ts'
import { decide } from '../src/core/decide.ts'
import { UNKNOWN_CLUSTER } from '../src/core/facts.ts'
import { resolveSettings } from '../src/core/settings/resolve.ts'
import { fetchPatch } from './check-answers.ts'
import { runClosedLoop } from './load.ts'
import type { Plan } from './plan.ts'
import type { Review } from './reviews.ts'
import { buildLeanTemplate, buildReview } from './reviews.ts'
import type { RunningServer } from './servers.ts'
import { percentile } from './statistics.ts'

/** What a number of templates costs, in microseconds. */
export interface Cost {
  readonly templates: number
  readonly patchBytes: number
  /** The core alone, in the median. */
  readonly decideUs: number
  /** Server CPU of a whole request. */
  readonly serverUs: number
}

const LINEAR_SIZES = [1, 10, 100, 300, 1000] as const

/** All sizes in turn, so often: a machine that gets slower for a while does so for all of them. */
const ROUNDS = 5

/** On a busy machine the time may be up before anything was timed. */
const LEAST_TIMES = 9

/** One size, and what its rounds came to. */
interface Sample {
  readonly review: Review
  readonly given: Case
  readonly patchBytes: number
  readonly decideUs: number[]
  readonly serverUs: number[]
}

/** Measures what wf-defaults costs by the number of templates: lean ones, so that a thousand stay under the size that Argo takes. */
export async function measureLinear(server: RunningServer, plan: Plan): Promise<readonly Cost[]> {
  const samples: Sample[] = []
  for (const templates of LINEAR_SIZES) samples.push(await prepare(server, templates, plan))

  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { review, given, decideUs, serverUs } of samples) {
      decideUs.push(timeDecide(given, plan.linearMs / ROUNDS / 2))
      const { cpuMs } = await runClosedLoop(server, review, plan.linearMs / ROUNDS)
      serverUs.push(cpuMs * 1000)
    }
  }
  return samples.map(({ review: { templates }, patchBytes, decideUs, serverUs }) => {
    return { templates, patchBytes, decideUs: percentile(decideUs, 50), serverUs: percentile(serverUs, 50) }
  })
}

async function prepare(server: RunningServer, templates: number, plan: Plan): Promise<Sample> {
  const review = buildReview(templates, buildLeanTemplate)
  const patch = await fetchPatch(server, review)
  const request = {
    operation: 'CREATE',
    mode: 'enabled',
    namespace: 'data-platform',
    bytes: review.body.length,
    mayHaveSpread: false,
  } as const
  const given = { object: review.object, request, settings: SETTINGS, cluster: UNKNOWN_CLUSTER }
  timeDecide(given, plan.linearMs / 6)
  await runClosedLoop(server, review, plan.linearMs / 3)
  return { review, given, patchBytes: Buffer.from(patch, 'base64').length, decideUs: [], serverUs: [] }
}

const SETTINGS = resolveSettings()

/** Decides one case again and again, and gives the median in microseconds. */
function timeDecide(given: Case, durationMs: number): number {
  const times: number[] = []
  const end = performance.now() + durationMs
  for (let before = performance.now(); before < end || times.length < LEAST_TIMES;) {
    decide(given)
    const after = performance.now()
    times.push((after - before) * 1000)
    before = after
  }
  return percentile(times, 50)
}

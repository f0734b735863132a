import type { Case } from '../src/core/decide.ts'
import { decide } from '../src/core/decide.ts'
import { UNKNOWN_CLUSTER } from '../src/core/facts.ts'
import { resolveSettings } from '../src/core/settings/resolve.ts'
import { fetchPatch } from './check-answers.ts'
import { runClosedLoop } from './load.ts'
import type { Plan } from './plan.ts'
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

/** On a busy machine the time may be up before anything was timed. */
const LEAST_TIMES = 9

/** Measures what wf-defaults costs by the number of templates: lean ones, so that a thousand stay under the size that Argo takes. */
export async function measureLinear(server: RunningServer, plan: Plan): Promise<readonly Cost[]> {
  const settings = resolveSettings()
  const costs: Cost[] = []
  for (const templates of LINEAR_SIZES) {
    const review = buildReview(templates, buildLeanTemplate)
    const patch = await fetchPatch(server, review)
    const request = {
      operation: 'CREATE',
      mode: 'enabled',
      namespace: 'data-platform',
      bytes: review.body.length,
      mayHaveSpread: false,
    } as const
    const decideUs = timeDecide(
      { object: review.object, request, settings, cluster: UNKNOWN_CLUSTER },
      plan.linearMs / 2,
    )
    await runClosedLoop(server, review, plan.linearMs / 3)
    const { cpuMs } = await runClosedLoop(server, review, plan.linearMs)
    costs.push({ templates, patchBytes: Buffer.from(patch, 'base64').length, decideUs, serverUs: cpuMs * 1000 })
  }
  return costs
}

/** Decides one case again and again, the first third of the time as a warm-up. */
function timeDecide(given: Case, durationMs: number): number {
  const times: number[] = []
  const start = performance.now()
  const warm = start + durationMs / 3
  for (let before = start; before < start + durationMs || times.length < LEAST_TIMES;) {
    decide(given)
    const after = performance.now()
    if (before > warm) times.push((after - before) * 1000)
    before = after
  }
  return percentile(times, 50)
}

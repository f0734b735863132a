import { fetchPatch } from './check-answers.ts'
import { runClosedLoop } from './load.ts'
import type { Plan } from './plan.ts'
import { SIZES } from './plan.ts'
import { buildReview } from './reviews.ts'
import type { RunningServer } from './servers.ts'
import type { Summary } from './statistics.ts'
import { summarize } from './statistics.ts'

/**
 * Five settings of an object, which make its patch no longer, so that the annotations are all that costs more. Objects of one template
 * or schedule carry the same ones, so wf-defaults remembers what they say.
 */
const FIVE = {
  'settings.workflows.panfactum.com/activeDeadlineSeconds': '7200',
  'settings.workflows.panfactum.com/defaultResources': '{requests: {cpu: 60m, memory: 90Mi}, limits: {memory: 90Mi}}',
  'settings.workflows.panfactum.com/podDeleteDelaySeconds': '120',
  'settings.workflows.panfactum.com/retryMaxAttempts': '3',
  'settings.workflows.panfactum.com/workflowDeleteSecondsAfterSuccess': '600',
}

/** Measures the server's CPU for a small request with five settings in its annotations, by that for one with none, round by round. */
export async function measureAnnotations(server: RunningServer, plan: Plan): Promise<Summary> {
  const [without, annotated] = [buildReview(SIZES.small), buildReview(SIZES.small, undefined, FIVE)]
  await fetchPatch(server, annotated)
  await runClosedLoop(server, annotated, plan.warmUpMs)

  const ratios: number[] = []
  for (let round = 0; round < plan.rounds; round += 1) {
    const before = await runClosedLoop(server, without, plan.windowMs)
    const after = await runClosedLoop(server, annotated, plan.windowMs)
    ratios.push(after.cpuMs / before.cpuMs)
  }
  return summarize(ratios)
}

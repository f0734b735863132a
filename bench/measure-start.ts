import { setTimeout } from 'node:timers/promises'
import { fetchPatch } from './check-answers.ts'
import type { Plan } from './plan.ts'
import type { Review } from './reviews.ts'
import type { Workplace } from './servers.ts'
import { isListening, spawnServer } from './servers.ts'
import type { Summary } from './statistics.ts'
import { summarize } from './statistics.ts'

/** Measures the milliseconds from the spawn of the bundle to its first answer over TLS, again and again. */
export async function measureStart(workplace: Workplace, review: Review, { spawns }: Plan): Promise<Summary> {
  const times: number[] = []
  // The first one fills the page cache.
  for (let spawn = 0; spawn <= spawns; spawn += 1) {
    const time = await timeStart(workplace, review)
    if (spawn > 0) times.push(time)
  }
  return summarize(times)
}

async function timeStart(workplace: Workplace, review: Review): Promise<number> {
  const start = performance.now()
  const server = await spawnServer('wf-defaults', workplace)
  while (!(await isListening(server.port))) {
    if (performance.now() - start > 10_000) throw new Error('wf-defaults did not listen within 10 s')
    // Trying without a pause would take a whole core from the server that it waits for.
    await setTimeout(1)
  }
  await fetchPatch(server, review)
  const time = performance.now() - start
  await server.stop()
  return time
}

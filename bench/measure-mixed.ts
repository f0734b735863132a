import { runArrivals } from './load.ts'
import type { Plan } from './plan.ts'
import type { Review } from './reviews.ts'
import type { RunningServer, ServerName } from './servers.ts'
import { percentile } from './statistics.ts'

/** What small reviews wait for, by themselves and while large ones arrive. */
export interface MixedLoad {
  readonly server: ServerName
  readonly requests: number
  readonly aloneP50Ms: number
  readonly aloneP99Ms: number
  readonly mixedP50Ms: number
  readonly mixedP99Ms: number
}

/** As many a second as keep no server busy: what is seen is how long one large review holds up the small ones. */
export const SMALL_PER_SECOND = 200
export const LARGE_PER_SECOND = 10
const SMALL_CONNECTIONS = 8
const LARGE_CONNECTIONS = 2

/** Sends the same arrivals to each server in turn, small ones alone and then with large ones among them. */
export async function measureMixedLoad(
  servers: readonly RunningServer[],
  small: Review,
  large: Review,
  plan: Plan,
): Promise<readonly MixedLoad[]> {
  const smallArrivals = { review: small, perSecond: SMALL_PER_SECOND, connections: SMALL_CONNECTIONS }
  const largeArrivals = { review: large, perSecond: LARGE_PER_SECOND, connections: LARGE_CONNECTIONS }
  const alone = new Map(servers.map((server) => [server, [] as number[]]))
  const mixed = new Map(servers.map((server) => [server, [] as number[]]))

  for (let round = 0; round < plan.mixedRounds; round += 1) {
    for (const server of servers) {
      alone.get(server)?.push(...(await runArrivals(server, smallArrivals, plan.mixedMs)))
      const [latencies] = await Promise.all([
        runArrivals(server, smallArrivals, plan.mixedMs),
        runArrivals(server, largeArrivals, plan.mixedMs),
      ])
      mixed.get(server)?.push(...latencies)
    }
  }
  return servers.map((server) => sumUp(server.name, alone.get(server) ?? [], mixed.get(server) ?? []))
}

function sumUp(server: ServerName, alone: readonly number[], mixed: readonly number[]): MixedLoad {
  return {
    server,
    requests: mixed.length,
    aloneP50Ms: percentile(alone, 50),
    aloneP99Ms: percentile(alone, 99),
    mixedP50Ms: percentile(mixed, 50),
    mixedP99Ms: percentile(mixed, 99),
  }
}

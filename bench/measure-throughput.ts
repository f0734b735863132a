import type { LoadResult } from './load.ts'
import { runClosedLoop } from './load.ts'
import type { Plan } from './plan.ts'
import type { Review } from './reviews.ts'
import type { RunningServer, ServerName } from './servers.ts'
import type { Summary } from './statistics.ts'
import { percentile, summarize } from './statistics.ts'

/** What the rounds of one server at one size came to. */
export interface Throughput {
  readonly server: ServerName
  readonly templates: number
  readonly bodyBytes: number
  readonly requests: number
  readonly requestsPerSecond: Summary
  readonly cpuMs: Summary
  readonly p50Ms: number
  readonly p99Ms: number
  /** The median of the rounds' ratios: what this server does, by what the other one did just before or after. */
  readonly requestsByBare: Summary
  readonly requestsByUsual: Summary
  readonly cpuByBare: Summary
  readonly clientBusy: number
  readonly serverBusy: number
}

/** The windows of one size in one round, by server. */
type Round = Readonly<Record<ServerName, LoadResult>>

/**
 * Measures all servers with all sizes, in rounds: each server's window lies beside those that it is compared with, and who
 * comes first changes from round to round.
 */
export async function measureThroughput(
  servers: readonly RunningServer[],
  reviews: readonly Review[],
  plan: Plan,
): Promise<readonly Throughput[]> {
  for (const review of reviews) for (const server of servers) await warmUp(server, review, plan)

  const rounds = new Map(reviews.map((review) => [review, [] as Round[]]))
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const review of reviews) rounds.get(review)?.push(await measureRound(rotate(servers, round), review, plan))
  }
  return reviews.flatMap((review) => servers.map(({ name }) => sumUp(name, review, rounds.get(review) ?? [])))
}

async function warmUp(server: RunningServer, review: Review, { warmUpRequests, warmUpMs }: Plan): Promise<void> {
  const enough = server.asked.count + warmUpRequests / Math.min(review.templates, MAX_WARM_TEMPLATES)
  const end = performance.now() + warmUpMs
  while (server.asked.count < enough && performance.now() < end) await runClosedLoop(server, review, WARM_UP_WINDOW_MS)
}

const WARM_UP_WINDOW_MS = 250
/** What is done once a template warms up sooner by that; what is done once a request does not. */
const MAX_WARM_TEMPLATES = 100

async function measureRound(servers: readonly RunningServer[], review: Review, { windowMs }: Plan): Promise<Round> {
  const results: [ServerName, LoadResult][] = []
  for (const server of servers) results.push([server.name, await runClosedLoop(server, review, windowMs)])
  return Object.fromEntries(results) as Record<ServerName, LoadResult>
}

function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = by % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}

function sumUp(server: ServerName, { templates, body }: Review, rounds: readonly Round[]): Throughput {
  const own = rounds.map((round) => round[server])
  const latencies = own.flatMap((result) => result.latencies)
  const by = (other: ServerName, of: (result: LoadResult) => number): Summary =>
    summarize(rounds.map((round) => of(round[server]) / of(round[other])))
  return {
    server,
    templates,
    bodyBytes: body.length,
    requests: latencies.length,
    requestsPerSecond: summarize(own.map((result) => result.requestsPerSecond)),
    cpuMs: summarize(own.map((result) => result.cpuMs)),
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
    requestsByBare: by('bare', (result) => result.requestsPerSecond),
    requestsByUsual: by('usual', (result) => result.requestsPerSecond),
    cpuByBare: by('bare', (result) => result.cpuMs),
    clientBusy: summarize(own.map((result) => result.clientBusy)).median,
    serverBusy: summarize(own.map((result) => result.serverBusy)).median,
  }
}

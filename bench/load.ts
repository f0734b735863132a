import { buildRequest, Connection } from './connection.ts'
import { CONNECTIONS } from './plan.ts'
import { readCpuMs } from './process-stats.ts'
import type { Review } from './reviews.ts'
import type { RunningServer } from './servers.ts'
import { createRandom } from './statistics.ts'

/** What one window of load came to. */
export interface LoadResult {
  readonly requestsPerSecond: number
  /** Server CPU for one request, in milliseconds. */
  readonly cpuMs: number
  /** The share of the time in which the client was busy: near 1 it is the client that is measured. */
  readonly clientBusy: number
  readonly serverBusy: number
  /** Milliseconds, one a request. */
  readonly latencies: readonly number[]
}

/** Has each of some connections ask again as soon as it has its answer. */
export async function runClosedLoop(server: RunningServer, review: Review, durationMs: number): Promise<LoadResult> {
  const connections = await openConnections(server, CONNECTIONS)
  const latencies: number[] = []
  const clientBefore = process.cpuUsage()
  const cpuBefore = readCpuMs(server.pid)
  const start = performance.now()
  await Promise.all(
    connections.map((connection) => askUntil(connection, server, review, start + durationMs, latencies)),
  )

  const elapsed = performance.now() - start
  const cpu = readCpuMs(server.pid) - cpuBefore
  const client = process.cpuUsage(clientBefore)
  for (const connection of connections) connection.close()
  return {
    requestsPerSecond: (latencies.length / elapsed) * 1000,
    cpuMs: cpu / latencies.length,
    clientBusy: (client.user + client.system) / 1000 / elapsed,
    serverBusy: cpu / elapsed,
    latencies,
  }
}

/** A stream of requests that arrive by chance at a steady rate, whether or not those before were answered. */
export interface Arrivals {
  readonly review: Review
  readonly perSecond: number
  readonly connections: number
}

/** Sends a stream of requests, and tells how long each had to wait from the moment it arrived, in milliseconds. */
export async function runArrivals(
  server: RunningServer,
  { review, perSecond, connections }: Arrivals,
  durationMs: number,
): Promise<readonly number[]> {
  const open = await openConnections(server, connections)
  const arrivals = planArrivals(perSecond, durationMs)
  const latencies: number[] = []
  const start = performance.now()
  let next = 0

  const serve = async (connection: Connection): Promise<void> => {
    const request = buildRequest(review)
    for (let arrival = arrivals[next++]; arrival !== undefined; arrival = arrivals[next++]) {
      const due = start + arrival
      if (due > performance.now()) await waitUntil(due)
      await connection.ask(request, server.answerLengths.get(review))
      latencies.push(performance.now() - due)
    }
  }
  await Promise.all(open.map(serve))
  for (const connection of open) connection.close()
  return latencies
}

async function askUntil(
  connection: Connection,
  server: RunningServer,
  review: Review,
  end: number,
  latencies: number[],
): Promise<void> {
  const request = buildRequest(review)
  const length = server.answerLengths.get(review)
  for (let before = performance.now(); before < end;) {
    await connection.ask(request, length)
    const after = performance.now()
    latencies.push(after - before)
    before = after
  }
}

async function openConnections(server: RunningServer, count: number): Promise<readonly Connection[]> {
  return Promise.all(Array.from({ length: count }, () => Connection.open(server)))
}

/** The moments of arrival: a Poisson process, the same for every server. */
function planArrivals(perSecond: number, durationMs: number): readonly number[] {
  const random = createRandom(perSecond)
  const arrivals: number[] = []
  for (let at = 0; at < durationMs; at += (-Math.log(1 - random()) / perSecond) * 1000) arrivals.push(at)
  return arrivals
}

async function waitUntil(due: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, Math.floor(due - performance.now())))
  })
  // A timer counts whole milliseconds: the rest is waited for by looking.
  while (performance.now() < due) await new Promise(setImmediate)
}

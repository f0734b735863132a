import type { FastifyInstance } from 'fastify'
import { setTimeout as delay } from 'node:timers/promises'

/** How long listeners go on before they close, and then until they end what is still open. */
export interface DrainTimes {
  readonly delayMs: number
  readonly closeMs: number
}

/** How often connections are looked for that have become idle since the listeners closed. */
const SWEEP_INTERVAL_MS = 50

/**
 * Ends listeners without losing a request. They go on for a while, for whoever has not heard yet that they are not ready, and each
 * answer says that its connection closes, so that the client makes its next one elsewhere. Then they let nobody in any
 * more, finish what is under way, and end.
 */
export async function drain(apps: readonly FastifyInstance[], { delayMs, closeMs }: DrainTimes): Promise<void> {
  const servers = apps.map(({ server }) => server)
  for (const server of servers) {
    server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'))
  }
  await delay(delayMs)

  const sweep = setInterval(() => {
    for (const server of servers) server.closeIdleConnections()
  }, SWEEP_INTERVAL_MS)
  const deadline = setTimeout(() => {
    for (const server of servers) server.closeAllConnections()
  }, closeMs)
  await Promise.all(apps.map(async (app) => app.close()))
  clearInterval(sweep)
  clearTimeout(deadline)
}

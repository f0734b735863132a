import type { FastifyInstance } from 'fastify'
import { setTimeout as delay } from 'node:timers/promises'

/** How long a listener goes on before it closes, and then until it ends what is still open. */
export interface DrainTimes {
  readonly delayMs: number
  readonly closeMs: number
}

/**
 * Ends listeners without a request being lost. They go on for a while, for whoever has not heard yet that we are not ready, and each answer
 * says that its connection closes, so that the client makes its next one elsewhere. Then they take no more connections,
 * finish what is under way, and end.
 */
export async function drain(apps: readonly FastifyInstance[], { delayMs, closeMs }: DrainTimes): Promise<void> {
  for (const { server } of apps) {
    server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'))
  }
  await delay(delayMs)

  const deadline = setTimeout(() => {
    for (const { server } of apps) server.closeAllConnections()
  }, closeMs)
  await Promise.all(apps.map(async (app) => app.close()))
  clearTimeout(deadline)
}

import type { FastifyInstance } from 'fastify'
import { createApp } from './create-app.ts'
import { addHealthRoutes } from './health-routes.ts'
import type { Log } from './log.ts'

/** What the operations listener shows. */
export interface OperationsParts {
  readonly log: Log
  readonly isReady: () => boolean
  readonly metrics: { readonly contentType: string; readonly print: () => Promise<string> }
}

/** Builds the listener for Prometheus and for probes. */
export function buildOperationsApp({ log, isReady, metrics }: OperationsParts): FastifyInstance {
  const app = createApp({ log })
  addHealthRoutes(app, isReady)
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.print()))
  return app
}

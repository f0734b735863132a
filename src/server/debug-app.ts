import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createApp } from './create-app.ts'
import type { DryRunParts } from './dry-run.ts'
import type { Log } from './log.ts'

/** Builds the listener for a person who wants to know what would be done, and why. */
export function buildDebugApp({ log, ...parts }: DryRunParts & { readonly log: Log }): FastifyInstance {
  const app = createApp({ log })
  app.post('/dry-run', async (request: FastifyRequest<{ Body: Buffer | undefined }>, reply) => {
    // Loaded here: parsing YAML is not what a start should wait for.
    const { dryRun } = await import('./dry-run.ts')
    return reply.type('application/json').send(await dryRun(parts, request.body ?? Buffer.alloc(0)))
  })
  return app
}

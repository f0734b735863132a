import type { FastifyInstance } from 'fastify'

/** The probes: whether the process lives, and whether requests should come to it. */
export function addHealthRoutes(app: FastifyInstance, isReady: () => boolean): void {
  app.get('/livez', (_request, reply) => reply.send('ok\n'))
  app.get('/readyz', (_request, reply) => (isReady() ? reply.send('ok\n') : reply.code(503).send('not ready\n')))
}

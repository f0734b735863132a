import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fastify } from 'fastify'
import type { ServerOptions } from 'node:https'
import { ReviewFault } from '../core/admission/parse-review.ts'
import { InternalFault } from './internal-fault.ts'
import type { Log } from './log.ts'

/** A review holds the old and the new object, each up to etcd's 3 MiB, and the request around them. */
const MAX_BODY_BYTES = 7 * 1024 * 1024

/** Go's HTTP client, and so the API server, keeps a connection for 90 s: longer than that, or it meets closed ones. */
const KEEP_ALIVE_MS = 120_000

/** The API server waits for 30 s at most, and for 10 s unless told otherwise. */
const REQUEST_MS = 30_000
const HEADERS_MS = 10_000

/** No route has a schema: without these, fastify would load what compiles them at each start. */
const WITHOUT_SCHEMAS = { buildValidator: refuseSchemas, buildSerializer: refuseSchemas }

/** What a listener takes. */
export interface AppParts {
  readonly log: Pick<Log, 'warn' | 'error'>
  /** With TLS it needs a key pair before it listens. */
  readonly tls?: ServerOptions
  /** Told of each request that gets another status than the route's own. */
  readonly onRefusal?: (statusCode: number) => void
}

/** Builds a listener that has no routes yet and reads bodies of any type as bytes. */
export function createApp({ log, tls, onRefusal = () => {} }: AppParts): FastifyInstance {
  const app = fastify({
    https: tls ?? null,
    bodyLimit: MAX_BODY_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MS,
    // While it closes it answers whoever still asks, and says that it closes.
    return503OnClosing: false,
    schemaController: { compilersFactory: WITHOUT_SCHEMAS },
  }) as unknown as FastifyInstance
  app.server.headersTimeout = HEADERS_MS

  app.removeAllContentTypeParsers()
  // What the API server sends by its name, since fastify remembers only parsers that have one.
  app.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setNotFoundHandler(refuseRoute)
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const statusCode = error instanceof ReviewFault ? 400 : (error.statusCode ?? 500)
    onRefusal(statusCode)
    report(log, request, error, statusCode)
    return reply.code(statusCode).send(error)
  })
  return app
}

function refuseSchemas(): never {
  throw new Error('expected routes without schemas: nothing here compiles them')
}

/** Says what there is instead: 405 where it is there for another method, else 404. */
function refuseRoute(request: FastifyRequest, reply: FastifyReply): never {
  const path = request.url.replace(/\?.*/u, '')
  const methods = ['GET', 'POST'].filter((method) => request.server.hasRoute({ url: path, method }))
  if (methods.length === 0) throw new RouteFault(404, `there is no ${path} on this port`)

  const allowed = methods.join(', ')
  reply.header('allow', allowed)
  throw new RouteFault(405, `${path} takes ${allowed}, not ${request.method}`)
}

class RouteFault extends Error {
  override readonly name = 'RouteFault'
  readonly statusCode: number

  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** Of what is not our fault not the message: it may quote the body. */
function report(log: AppParts['log'], { method, url }: FastifyRequest, error: FastifyError, statusCode: number): void {
  const fields = { method, url, statusCode, code: error.code ?? error.name }
  if (statusCode < 500) log.warn(fields, 'refused a request')
  else if (!(error instanceof InternalFault)) log.error({ ...fields, err: error }, 'failed on a request')
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Server } from 'node:tls'
import type { KeyPair } from '../certificates/key-pair.ts'
import type { Answer } from '../core/admission/answer.ts'
import type { RequestFacts } from '../core/facts.ts'
import type { AdmissionParts } from './answer-admission.ts'
import { answerAdmission } from './answer-admission.ts'
import { AnswerWriter } from './answer-writer.ts'
import { createApp } from './create-app.ts'
import { addHealthRoutes } from './health-routes.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

/** Whoever connects and says nothing is not waited for. */
const HANDSHAKE_MS = 10_000

/** What the admission listener takes. */
export interface AdmissionAppParts extends AdmissionParts {
  readonly isReady: () => boolean
  readonly log: Log
  readonly metrics: Pick<Metrics, 'countAnswer' | 'countFault' | 'countRefusal' | 'countTlsFault'>
}

/** Builds the listener for the API server: `/mutate` for what is enabled, `/audit` for what is audited (I2). */
export function buildAdmissionApp(parts: AdmissionAppParts): FastifyInstance {
  const { log, metrics } = parts
  const app = createApp({ log, tls: { handshakeTimeout: HANDSHAKE_MS }, onRefusal: metrics.countRefusal })
  addHealthRoutes(app, parts.isReady)
  addAdmissionRoute(app, '/mutate', 'enabled', parts)
  addAdmissionRoute(app, '/audit', 'audit', parts)

  app.server.on('tlsClientError', (error: NodeJS.ErrnoException) => reportTlsFault(parts, error))
  return app
}

/** Serves new connections with the key pair. Those that are open keep the one they have. */
export function serveWith({ server }: FastifyInstance, { certificate, key }: KeyPair): void {
  const tlsServer = server as unknown as Server
  tlsServer.setSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' })
}

function addAdmissionRoute(
  app: FastifyInstance,
  path: string,
  mode: RequestFacts['mode'],
  parts: AdmissionParts,
): void {
  const writer = new AnswerWriter()
  // Past fastify's own way of sending, which takes longer.
  const send = (reply: FastifyReply, answer: Answer): void => writer.write(reply.hijack().raw, answer)
  app.post(path, (request: FastifyRequest<{ Body: Buffer | undefined }>, reply) => {
    const answer = answerAdmission(parts, mode, request.body)
    return answer instanceof Promise ? answer.then((pieces) => send(reply, pieces)) : send(reply, answer)
  })
}

/** An alert comes from a client that does not take our certificate; the rest is noise of probes and scanners. */
function reportTlsFault({ log, metrics }: AdmissionAppParts, error: NodeJS.ErrnoException): void {
  metrics.countTlsFault()
  const isAlert = error.code?.includes('_ALERT_') === true
  log[isAlert ? 'warn' : 'debug']({ code: error.code, message: error.message }, 'a TLS handshake failed')
}

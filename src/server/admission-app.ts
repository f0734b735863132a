import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Server } from 'node:tls'
import type { KeyPair } from '../certificates/key-pair.ts'
import type { Answer } from '../core/admission/answer.ts'
import type { RequestFacts } from '../core/facts.ts'
import type { AdmissionParts } from './answer-admission.ts'
import { answerAdmission } from './answer-admission.ts'
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
  app.post(path, (request: FastifyRequest<{ Body: Buffer | undefined }>, reply) => {
    const answer = answerAdmission(parts, mode, request.body)
    return answer instanceof Promise ? answer.then((pieces) => write(reply, pieces)) : write(reply, answer)
  })
}

/** ASCII, so that a character is a byte, and latin1 the quickest way to write it. */
function write(reply: FastifyReply, answer: Answer): void {
  const text = [...answer].join('')
  void reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': text.length })
  reply.raw.end(text, 'latin1')
}

/** An alert comes from a client that does not take our certificate; the rest is noise of probes and scanners. */
function reportTlsFault({ log, metrics }: AdmissionAppParts, error: NodeJS.ErrnoException): void {
  metrics.countTlsFault()
  const isAlert = error.code?.includes('_ALERT_') === true
  log[isAlert ? 'warn' : 'debug']({ code: error.code, message: error.message }, 'a TLS handshake failed')
}

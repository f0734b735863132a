import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import https from 'node:https'
import type { ApiRequest } from './api-request.ts'
import type { Credentials, ReadCredentials } from './credentials.ts'

/** A way to an API server: where it is, and how to send a request. */
export interface Connection extends Pick<Credentials, 'server' | 'namespace'> {
  /** Sends a request. Gives the answer's head, and its body to read. */
  readonly send: (request: ApiRequest) => Promise<IncomingMessage>
}

/** Connections that nobody uses are given up before a load balancer does so in silence. */
const IDLE_MS = 30_000
/** One watch, and look-ups beside it: more wait their turn, so that no burst of ours is one for the API server. */
const MAX_CONNECTIONS = 16

/** Connects with these credentials; the connections themselves are made when they are needed, and kept. */
export function connect({ server, namespace, read }: Credentials): Connection {
  const agent = new https.Agent({ keepAlive: true, timeout: IDLE_MS, maxSockets: MAX_CONNECTIONS })
  return {
    server,
    namespace,
    send: async (request) => {
      const options = await read()
      return send(server, options.agent === undefined ? { ...options, agent } : options, request)
    },
  }
}

async function send(
  server: string,
  options: ReadCredentials,
  { method = 'GET', path, body, contentType = 'application/json', signal }: ApiRequest,
): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    ...options.headers,
    accept: 'application/json',
    'user-agent': 'wf-defaults',
    ...(text !== undefined && { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
  }
  // As a module of its own, node:http brings fetch and HTTP/2 with it, which a start has no use for.
  const { request } = server.startsWith('https:') ? https : await import('node:http')
  const sent = request(`${server.replace(/\/$/u, '')}${path}`, { ...options, method, headers, signal })
  sent.end(text)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return response
}

import type { IncomingMessage } from 'node:http'
import http from 'node:http'
import type { RequestOptions } from 'node:https'
import https from 'node:https'
import { existsSync } from 'node:fs'
import { once } from 'node:events'
import type { ApiRequest } from './api-request.ts'

/** A way to an API server: where it is, as whom, and how to send a request. */
export interface Connection {
  /** Where it is, as a URL. */
  readonly server: string
  /** The namespace that this program is in, or that the kubeconfig's context names. */
  readonly namespace: string
  /** Sends a request, with credentials that are read anew each time, as tokens expire. Gives the answer's head and its body to read. */
  readonly send: (request: ApiRequest) => Promise<IncomingMessage>
}

/** Where Kubernetes puts the token of a Pod's ServiceAccount. */
const TOKEN_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/** Connections that nobody uses are given up before a load balancer does so in silence. */
const IDLE_MS = 30_000
/** One watch, and look-ups beside it: more wait their turn, so that no burst of ours is one for the API server. */
const MAX_CONNECTIONS = 16

/** Whether this Pod may speak to its cluster: one without a token may not. */
export function hasServiceAccount(file: string = TOKEN_FILE): boolean {
  return existsSync(file)
}

/**
 * Reads how to reach the API server: from a kubeconfig, or as a Pod does. The client library is loaded here: who has no
 * cluster starts without it. Of it only the credentials are used: its API classes open a connection a request.
 * @throws {Error} where the kubeconfig cannot be read, or names no cluster
 */
export async function openConnection(kubeconfig: string | undefined): Promise<Connection> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  if (kubeconfig === undefined) config.loadFromCluster()
  else config.loadFromFile(kubeconfig)

  const cluster = config.getCurrentCluster()
  if (cluster === null) throw new Error('expected a current context with a cluster, but there is none')
  const agent = new https.Agent({ keepAlive: true, timeout: IDLE_MS, maxSockets: MAX_CONNECTIONS })
  return {
    server: cluster.server,
    namespace: config.getContextObject(config.getCurrentContext())?.namespace?.trim() || 'default',
    send: async (request) => {
      const options: RequestOptions = {}
      await config.applyToHTTPSOptions(options)
      const isDirect = cluster.proxyUrl === undefined && cluster.server.startsWith('https:')
      return send(cluster.server, isDirect ? { ...options, agent } : options, request)
    },
  }
}

async function send(
  server: string,
  options: RequestOptions,
  { method = 'GET', path, body, contentType = 'application/json', signal }: ApiRequest,
): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    ...options.headers,
    accept: 'application/json',
    'user-agent': 'wf-defaults',
    ...(text !== undefined && { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
  }
  const { request } = server.startsWith('https:') ? https : http
  const sent = request(`${server.replace(/\/$/u, '')}${path}`, { ...options, method, headers, signal })
  sent.end(text)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return response
}

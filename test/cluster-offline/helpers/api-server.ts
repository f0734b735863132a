import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import type { Test } from 'tap'
import type { Connection } from '../../../src/cluster/connection.ts'
import { connect } from '../../../src/cluster/connection.ts'
import { openKubeconfigCredentials } from '../../../src/cluster/kubeconfig-credentials.ts'

/** A request as it came. */
export interface Came {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

/** What to answer: an object as JSON, a status with a Status object, or nothing where it writes by itself. */
export type Reply = object | number | undefined

/** A server that answers as a test wants, over HTTP, and a connection to it. */
export interface StoodIn {
  readonly connection: Connection
  readonly kubeconfig: string
  readonly came: Came[]
}

/** Stands in for an API server in what a real one is hard to be made to do. */
export async function standIn(
  t: Test,
  answer: (request: Came, response: ServerResponse) => Reply | Promise<Reply>,
): Promise<StoodIn> {
  const came: Came[] = []
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', 'http://api')
    const body: unknown = request.method === 'GET' ? undefined : await json(request)
    const { method = '', headers } = request
    const each = { method, path: url.pathname, query: url.searchParams, headers, body }
    came.push(each)
    write(response, await answer(each, response))
  }
  const server = createServer((request, response) => void serve(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const kubeconfig = writeKubeconfig(t, `http://127.0.0.1:${port}`)
  return { connection: await openConnection(kubeconfig), kubeconfig, came }
}

/** Connects by a kubeconfig. */
export async function openConnection(kubeconfig: string): Promise<Connection> {
  return connect(await openKubeconfigCredentials(kubeconfig))
}

/** A kubeconfig for a server without TLS, as a user with a token, in the namespace wf-defaults. */
export function writeKubeconfig(
  t: Test,
  server: string,
  cluster: object = { 'insecure-skip-tls-verify': true },
): string {
  const config = {
    clusters: [{ name: 'c', cluster: { server, ...cluster } }],
    users: [{ name: 'u', user: { token: 'secret' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'wf-defaults' } }],
    'current-context': 'x',
  }
  return join(t.testdir({ kubeconfig: JSON.stringify(config) }), 'kubeconfig')
}

function write(response: ServerResponse, reply: Reply): void {
  if (reply === undefined) return
  const [status, body] =
    typeof reply === 'number' ? [reply, { kind: 'Status', message: `refused with ${reply}` }] : [200, reply]
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

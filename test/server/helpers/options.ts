import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { ServeOptions } from '../../../src/server/serve-options.ts'

/** Options to serve on this machine, on any free ports, without the debug listener. */
export const OPTIONS: ServeOptions = {
  address: '127.0.0.1',
  port: 0,
  opsAddress: '127.0.0.1',
  opsPort: 0,
  debugPort: 0,
  onError: 'allow',
  logLevel: 'info',
  assumeReferences: true,
  caSecret: 'wf-defaults-ca',
  argoNamespace: 'argo',
}

/** A port that was free a moment ago: 0 would turn the debug listener off. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

import type { AddressInfo, Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { once } from 'node:events'
import type { TestCluster } from '../harness/test-cluster.ts'
import { writeKubeconfig } from '../harness/credentials.ts'

/** A way to the API server that a test can spoil. */
export interface Proxy {
  /** Leads through it, for whoever has that token. */
  readonly writeKubeconfig: (file: string, token: string) => string
  /** Cuts the connections that there are. */
  readonly cut: () => void
  /** Lets nothing through any more, and tells nobody. */
  readonly silence: () => void
  /** Lets everything through again. */
  readonly restore: () => void
  readonly stop: () => void
}

/** Opens one at an address of this machine for which the API server's certificate is good too. */
export async function openProxy({ url, certificateAuthority }: TestCluster): Promise<Proxy> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let isSilent = false
  const server: Server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => isSilent || to.write(data))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        if (!isSilent) to.destroy()
      })
    }
  }).listen(0, hostname)
  await once(server, 'listening')

  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const place = `https://${hostname}:${(server.address() as AddressInfo).port}`
  return {
    writeKubeconfig: (file, token) => writeKubeconfig(file, { server: place, certificateAuthority, token }),
    cut,
    silence: () => {
      isSilent = true
    },
    restore: () => {
      isSilent = false
      cut()
    },
    stop: () => {
      cut()
      server.close()
    },
  }
}

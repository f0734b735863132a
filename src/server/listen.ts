import type { FastifyInstance } from 'fastify'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { StartFault } from './start-fault.ts'

/** Where a listener goes, and the flags that say so. */
export interface Place {
  readonly address: string
  readonly port: number
  readonly flags: string
}

/** What the system says, as a person would. */
const FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there',
  EACCES: 'this user may not listen there; ports below 1024 need a privilege',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such name',
}

/**
 * Begins to listen.
 * @returns the address and port, as a URL has them
 * @throws {StartFault} where that is impossible, with the flags to change
 */
export async function listen(app: FastifyInstance, { address, port, flags }: Place): Promise<string> {
  await app.ready()
  try {
    // Not by fastify: for `localhost` it makes a second server, which nobody can reach to give it a new certificate.
    app.server.listen(port, address)
    await once(app.server, 'listening')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const fault = FAULTS[String(code)] ?? message
    throw new StartFault(`cannot listen on ${toHost({ address, port })} (${flags}): ${fault}`, { cause })
  }
  return toHost(app.server.address() as AddressInfo)
}

function toHost({ address, port }: Pick<AddressInfo, 'address' | 'port'>): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

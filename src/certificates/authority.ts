import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { isIP, isIPv4 } from 'node:net'
import type { Party } from './certificate.ts'
import { authorityExtensions, createParty, serverExtensions, signCertificate } from './certificate.ts'
import type { KeyPair } from './key-pair.ts'

/** A CA of our own: its certificate and its private key, both in PEM. */
export interface Authority {
  readonly certificate: string
  readonly key: string
}

const NAME = 'wf-defaults CA'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const AUTHORITY_MS = 10 * 365 * DAY_MS
/** Such a key lives in one process's memory, so that it need not be good for longer than that goes on. */
const SERVER_MS = 365 * DAY_MS

/** A server is always reached from its own machine too. */
const LOOPBACK = {
  names: ['localhost'],
  addresses: [
    [127, 0, 0, 1],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  ],
}

/** Makes a CA that is good for ten years. */
export function createAuthority(now: Date): Authority {
  const party = createParty(NAME)
  const certificate = signCertificate({
    subject: party,
    issuer: party,
    ...validityOf(now, AUTHORITY_MS),
    extensions: authorityExtensions(party),
  })
  return { certificate, key: toPem(party) }
}

/**
 * Checks that a certificate and a key are a CA that `createAuthority` made, and that it is still good.
 * @throws {Error} that says why not
 */
export function checkAuthority({ certificate, key }: Authority, now: Date): void {
  const parsed = new X509Certificate(certificate)
  if (parsed.subject !== `CN=${NAME}` || !parsed.ca)
    throw new Error(`expected the CA ${NAME}, but came ${parsed.subject}`)
  if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error('the key is not that of the CA')
  if (parsed.publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('the CA is not on P-256')
  if (parsed.validToDate <= now) throw new Error(`the CA has expired at ${parsed.validToDate.toISOString()}`)
}

/**
 * Makes a key pair for a server, signed by a CA of ours: good for a year, but no longer than the CA.
 * @param hosts the names and IPv4 addresses by which it is reached, beside those of its own machine
 */
export function issueKeyPair(authority: Authority, hosts: readonly string[], now: Date): KeyPair {
  const privateKey = createPrivateKey(authority.key)
  const issuer: Party = { name: NAME, privateKey, publicKey: createPublicKey(privateKey) }
  const server = createParty('wf-defaults')
  const { from, until } = validityOf(now, SERVER_MS)
  const { validToDate } = new X509Certificate(authority.certificate)
  const expires = until < validToDate ? until : validToDate
  return {
    certificate: signCertificate({
      subject: server,
      issuer,
      from,
      until: expires,
      extensions: serverExtensions(server, issuer, toHosts(hosts)),
    }),
    key: toPem(server),
    expires,
  }
}

/** Whether a key pair is to be issued anew: a third of its time is left, and its CA allows for more. */
export function needsRenewal({ expires }: KeyPair, authority: Authority, now: Date): boolean {
  const { validToDate } = new X509Certificate(authority.certificate)
  return expires.getTime() - now.getTime() < SERVER_MS / 3 && expires < validToDate
}

function toHosts(hosts: readonly string[]): typeof LOOPBACK {
  const names = hosts.filter((host) => isIP(host) === 0)
  const addresses = hosts.filter(isIPv4).map((address) => address.split('.').map(Number))
  return { names: [...LOOPBACK.names, ...names], addresses: [...LOOPBACK.addresses, ...addresses] }
}

function toPem({ privateKey }: Party): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Certificates know no milliseconds. Clocks differ: it is valid from an hour ago. */
function validityOf(now: Date, forMs: number): { readonly from: Date; readonly until: Date } {
  const second = Math.floor(now.getTime() / 1000) * 1000
  return { from: new Date(second - HOUR_MS), until: new Date(second + forMs) }
}

import type { KeyObject } from 'node:crypto'
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bits, encode, integer, isTrue, objectIdentifier, octets, sequence, utcTime } from './der.ts'
import type { KeyPair } from './key-pair.ts'

/** A key pair and the CA that signed it. The CA's own key is forgotten. */
export interface SelfSignedKeyPair extends KeyPair {
  /** The CA's certificate in PEM: what a `caBundle` holds in base64. */
  readonly authority: string
}

/** What the certificate is for: this machine, and the Service that the manifests make. */
const DNS_NAMES = ['localhost', 'wf-defaults.wf-defaults.svc', 'wf-defaults.wf-defaults.svc.cluster.local']
const ADDRESSES = [
  [127, 0, 0, 1],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
]

const HOUR_MS = 60 * 60 * 1000
/** It lives as long as the process that made it, so this is only an upper bound. */
const VALIDITY_MS = 365 * 24 * HOUR_MS

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'))

/** What one certificate says. */
interface Contents {
  readonly subject: Party
  readonly issuer: Party
  readonly now: Date
  readonly extensions: readonly Buffer[]
}

interface Party {
  readonly name: string
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/**
 * Makes a CA and a server certificate that it signed, without files, for a first try: P-256, as `openssl verify
 * -x509_strict` and Go's verifier want it. By hand, since the libraries for it cost twenty packages and ten times the time.
 */
export function createSelfSignedKeyPair(now: Date): SelfSignedKeyPair {
  const authority = createParty('wf-defaults CA')
  const server = createParty('wf-defaults')

  return {
    authority: signCertificate({
      subject: authority,
      issuer: authority,
      now,
      extensions: authorityExtensions(authority),
    }),
    certificate: signCertificate({
      subject: server,
      issuer: authority,
      now,
      extensions: serverExtensions(server, authority),
    }),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    expires: expiryOf(now),
  }
}

function createParty(name: string): Party {
  return { name, ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) }
}

/** The extensions of RFC 5280, 4.2, by their object identifiers. */
function authorityExtensions(authority: Party): readonly Buffer[] {
  const keyCertSign = Buffer.from([0b0000_0100])
  return [
    extension('2.5.29.19', sequence(isTrue(), integer(0)), isTrue()),
    extension('2.5.29.15', bits(keyCertSign, 2), isTrue()),
    extension('2.5.29.14', octets(keyIdentifier(authority))),
  ]
}

function serverExtensions(server: Party, authority: Party): readonly Buffer[] {
  const digitalSignature = Buffer.from([0b1000_0000])
  const serverAuth = objectIdentifier('1.3.6.1.5.5.7.3.1')
  const names = DNS_NAMES.map((name) => encode(0x82, Buffer.from(name)))
  const addresses = ADDRESSES.map((address) => encode(0x87, Buffer.from(address)))
  return [
    extension('2.5.29.15', bits(digitalSignature, 7), isTrue()),
    extension('2.5.29.37', sequence(serverAuth)),
    extension('2.5.29.17', sequence(...names, ...addresses)),
    extension('2.5.29.14', octets(keyIdentifier(server))),
    extension('2.5.29.35', sequence(encode(0x80, keyIdentifier(authority)))),
  ]
}

function extension(name: string, value: Buffer, ...critical: readonly Buffer[]): Buffer {
  return sequence(objectIdentifier(name), ...critical, octets(value))
}

function signCertificate(contents: Contents): string {
  const toBeSigned = buildToBeSigned(contents)
  const signature = sign('sha256', toBeSigned, contents.issuer.privateKey)
  const base64 = sequence(toBeSigned, ECDSA_WITH_SHA256, bits(signature)).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{1,64}/gu, '$&\n')}-----END CERTIFICATE-----\n`
}

/** A TBSCertificate (RFC 5280, 4.1). */
function buildToBeSigned({ subject, issuer, now, extensions }: Contents): Buffer {
  const version3 = encode(0xa0, integer(2))
  // Clocks differ: it is valid from an hour ago.
  const validity = sequence(utcTime(new Date(now.getTime() - HOUR_MS)), utcTime(expiryOf(now)))
  return sequence(
    version3,
    // A serial number has to be positive, and in the fewest bytes.
    integer(0x01, ...randomBytes(15)),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    validity,
    nameOf(subject),
    publicKeyOf(subject),
    encode(0xa3, sequence(...extensions)),
  )
}

function nameOf({ name }: Party): Buffer {
  const commonName = sequence(objectIdentifier('2.5.4.3'), encode(0x0c, Buffer.from(name)))
  return sequence(encode(0x31, commonName))
}

function publicKeyOf({ publicKey }: Party): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' })
}

function keyIdentifier(party: Party): Buffer {
  return createHash('sha256').update(publicKeyOf(party)).digest().subarray(0, 20)
}

/** Certificates know no milliseconds. */
function expiryOf(now: Date): Date {
  return new Date(Math.floor((now.getTime() + VALIDITY_MS) / 1000) * 1000)
}

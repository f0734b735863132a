import type { KeyObject } from 'node:crypto'
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bits, encode, integer, isTrue, objectIdentifier, octets, sequence, utcTime } from './der.ts'

/**
 * Certificates in X.509, on P-256, as `openssl verify -x509_strict` and Go's verifier want them. By hand, since the libraries
 * for it cost twenty packages and ten times the time.
 */

/** Somebody that a certificate names. */
export interface Party {
  readonly name: string
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/** What one certificate says. */
export interface Contents {
  readonly subject: Party
  readonly issuer: Party
  /** Both to the second. */
  readonly from: Date
  readonly until: Date
  readonly extensions: readonly Buffer[]
}

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'))

/** Makes somebody with keys of their own. */
export function createParty(name: string): Party {
  return { name, ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) }
}

/** Signs a certificate, and gives it in PEM. */
export function signCertificate(contents: Contents): string {
  const toBeSigned = buildToBeSigned(contents)
  const signature = sign('sha256', toBeSigned, contents.issuer.privateKey)
  const base64 = sequence(toBeSigned, ECDSA_WITH_SHA256, bits(signature)).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{1,64}/gu, '$&\n')}-----END CERTIFICATE-----\n`
}

/** The extensions of a CA, by their object identifiers in RFC 5280, 4.2. */
export function authorityExtensions(authority: Party): readonly Buffer[] {
  const keyCertSign = Buffer.from([0b0000_0100])
  return [
    extension('2.5.29.19', sequence(isTrue(), integer(0)), isTrue()),
    extension('2.5.29.15', bits(keyCertSign, 2), isTrue()),
    extension('2.5.29.14', octets(keyIdentifier(authority))),
  ]
}

/** The extensions of a server that is reached at these names and addresses, the latter by their bytes. */
export function serverExtensions(
  server: Party,
  authority: Party,
  hosts: { readonly names: readonly string[]; readonly addresses: readonly (readonly number[])[] },
): readonly Buffer[] {
  const digitalSignature = Buffer.from([0b1000_0000])
  const serverAuth = objectIdentifier('1.3.6.1.5.5.7.3.1')
  const names = hosts.names.map((name) => encode(0x82, Buffer.from(name)))
  const addresses = hosts.addresses.map((address) => encode(0x87, Buffer.from(address)))
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

/** A TBSCertificate (RFC 5280, 4.1). */
function buildToBeSigned({ subject, issuer, from, until, extensions }: Contents): Buffer {
  const version3 = encode(0xa0, integer(2))
  return sequence(
    version3,
    // A serial number has to be positive, and in the fewest bytes.
    integer(0x01, ...randomBytes(15)),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(utcTime(from), utcTime(until)),
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

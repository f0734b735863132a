import type { KeyPair } from '../certificates/key-pair.ts'
import { parseKeyPair } from '../certificates/key-pair.ts'
import { createSelfSignedKeyPair } from '../certificates/self-signed.ts'
import { messageOf } from './message-of.ts'
import type { Reloads } from './reloads.ts'
import { followSource } from './reloads.ts'
import type { ServeOptions } from './serve-options.ts'
import { StartFault } from './start-fault.ts'

type KeyPairFiles = Pick<ServeOptions, 'tlsCertFile' | 'tlsPrivateKeyFile'>

/**
 * Reads the key pair from its files, and again when they change, or makes a self-signed one where there are none.
 * @param take gets the key pair, and each later one
 * @throws {StartFault} where the files are at fault
 */
export async function openKeyPair(
  { tlsCertFile, tlsPrivateKeyFile }: KeyPairFiles,
  take: (pair: KeyPair) => void,
  reloads: Reloads,
): Promise<void> {
  if (tlsCertFile === undefined && tlsPrivateKeyFile === undefined) return createKeyPair(take, reloads)
  if (tlsCertFile === undefined || tlsPrivateKeyFile === undefined) {
    throw new StartFault('expected both --tls-cert-file and --tls-private-key-file, or neither, but came only one')
  }
  return followKeyPair([tlsCertFile, tlsPrivateKeyFile], take, reloads)
}

function createKeyPair(take: (pair: KeyPair) => void, { log, metrics }: Reloads): void {
  const pair = createSelfSignedKeyPair(new Date())
  const caBundle = Buffer.from(pair.authority).toString('base64')
  take(pair)
  metrics.setCertificateExpiry(pair.expires)
  log.warn({ expires: pair.expires, caBundle }, 'serving with a self-signed certificate that was made in memory')
}

async function followKeyPair(files: readonly string[], take: (pair: KeyPair) => void, reloads: Reloads): Promise<void> {
  const takeAndReport = (pair: KeyPair): void => {
    take(pair)
    report(pair, reloads)
  }
  try {
    takeAndReport(
      await followSource({ what: 'certificate', files, parse: parseContents, take: takeAndReport }, reloads),
    )
  } catch (cause) {
    throw new StartFault(`cannot serve with ${files.join(' and ')}: ${messageOf(cause)}`, { cause })
  }
}

function parseContents([certificate = '', key = '']: readonly string[]): KeyPair {
  return parseKeyPair(certificate, key)
}

function report({ expires }: KeyPair, { log, metrics }: Reloads): void {
  metrics.setCertificateExpiry(expires)
  if (expires.getTime() < Date.now()) log.error({ expires }, 'serving with a certificate that has expired')
  else log.info({ expires }, 'serving with a certificate')
}

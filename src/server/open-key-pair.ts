import type { KeyPair } from '../certificates/key-pair.ts'
import { parseKeyPair } from '../certificates/key-pair.ts'
import { createSelfSignedKeyPair } from '../certificates/self-signed.ts'
import type { TrustStore } from '../cluster/trust-store.ts'
import { TrustKeeper } from './keep-trust.ts'
import { messageOf } from './message-of.ts'
import type { Metrics } from './metrics.ts'
import type { Reloads } from './reloads.ts'
import { followSource } from './reloads.ts'
import type { ServeOptions } from './serve-options.ts'
import { StartFault } from './start-fault.ts'

/** Where a key pair may come from: files, a CA that is kept in the cluster, or else nowhere but here. */
export interface KeyPairSources extends Pick<ServeOptions, 'tlsCertFile' | 'tlsPrivateKeyFile'> {
  readonly trustStore?: TrustStore | undefined
}

/** What is told of the key pair, and who is asked for it. */
export interface KeyPairParts extends Reloads {
  readonly metrics: Reloads['metrics'] & Pick<Metrics, 'setTrusted' | 'countClusterFault'>
}

/** Whether the API server trusts what is served, as far as that is known here. */
export type IsTrusted = () => boolean

/**
 * Reads the key pair from its files, and again when they change; or has it signed by the CA in the cluster, and keeps that
 * trusted; or makes a self-signed one where there is neither.
 * @param take gets the key pair, and each later one
 * @throws {StartFault} where the files are at fault
 */
export async function openKeyPair(
  { tlsCertFile, tlsPrivateKeyFile, trustStore }: KeyPairSources,
  take: (pair: KeyPair) => void,
  parts: KeyPairParts,
): Promise<IsTrusted> {
  if (trustStore !== undefined) return keepTrusted(trustStore, take, parts)
  await openOwn({ tlsCertFile, tlsPrivateKeyFile }, take, parts)
  return () => true
}

/** Until the cluster has been asked it serves with a certificate that nobody trusts: it can listen, and is not ready. */
function keepTrusted(store: TrustStore, take: (pair: KeyPair) => void, parts: KeyPairParts): IsTrusted {
  const { log, metrics, signal } = parts
  take(createSelfSignedKeyPair(new Date()))
  const keeper = new TrustKeeper({ store, take, log, metrics, now: () => new Date() })
  void keeper.keep(signal)
  return () => keeper.isTrusted
}

async function openOwn(
  { tlsCertFile, tlsPrivateKeyFile }: KeyPairSources,
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

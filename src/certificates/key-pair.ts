import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'

/** A certificate and its private key, both in PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
  /** When the certificate expires. */
  readonly expires: Date
}

/**
 * Checks that a certificate and a key are what a TLS server can serve with.
 * @throws {Error} where one is not PEM, or the key is not the certificate's
 */
export function parseKeyPair(certificate: string, key: string): KeyPair {
  const parsed = attempt('the certificate is no certificate in PEM', () => new X509Certificate(certificate))
  const privateKey = attempt('the key is no private key in PEM', () => createPrivateKey(key))
  if (!parsed.checkPrivateKey(privateKey)) throw new Error('the key is not that of the certificate')

  attempt('TLS does not take the pair', () => createSecureContext({ cert: certificate, key }))
  return { certificate, key, expires: parsed.validToDate }
}

function attempt<Result>(fault: string, action: () => Result): Result {
  try {
    return action()
  } catch (cause) {
    throw new Error(`${fault}: ${(cause as Error).message}`, { cause })
  }
}

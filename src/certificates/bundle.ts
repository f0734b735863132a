import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/gu

/** Puts certificates in PEM together, each once and those that have expired not at all: what a `caBundle` holds. */
export function joinBundle(parts: readonly string[], now: Date): string {
  const certificates = parts.flatMap(splitBundle).filter(({ validToDate }) => validToDate > now)
  return [...new Set(certificates.map(String))].join('')
}

/** Whether whoever trusts a bundle takes a server's certificate, at a name or an address. */
export function isTrusted(certificate: string, bundle: string, host: string, now: Date): boolean {
  const server = new X509Certificate(certificate)
  const name = isIP(host) === 0 ? server.checkHost(host) : server.checkIP(host)
  if (name === undefined || !isValid(server, now)) return false
  return splitBundle(bundle).some((authority) => isValid(authority, now) && hasIssued(authority, server))
}

function hasIssued(authority: X509Certificate, server: X509Certificate): boolean {
  return authority.ca && server.checkIssued(authority) && server.verify(authority.publicKey)
}

function isValid({ validFromDate, validToDate }: X509Certificate, now: Date): boolean {
  return validFromDate <= now && now < validToDate
}

/** What in a text is no certificate is left out. */
function splitBundle(bundle: string): readonly X509Certificate[] {
  return (bundle.match(CERTIFICATE) ?? []).flatMap((text) => {
    try {
      return [new X509Certificate(text)]
    } catch {
      return []
    }
  })
}

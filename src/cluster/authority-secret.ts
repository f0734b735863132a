import type { JsonObject } from '../core/json.ts'
import { isObject, own, ownText } from '../core/json.ts'
import { ask, hasStatus } from './api.ts'
import type { Connection } from './connection.ts'

/** A CA as it is kept in a Secret, all in PEM. */
export interface StoredAuthority {
  /** What signs. */
  readonly certificate: string
  readonly key: string
  /** What is to be trusted: it, and others while one takes the place of another. */
  readonly bundle: string
}

/** The Secret that keeps the CA, as it was read; what is missing in it is empty. */
export interface AuthoritySecret extends StoredAuthority {
  readonly object: JsonObject
}

/**
 * Reads the Secret that keeps the CA; `undefined` where there is none.
 * @throws {Error} where the API server does not say
 */
export async function readAuthority(connection: Connection, name: string): Promise<AuthoritySecret | undefined> {
  try {
    const object = await ask(connection, { path: `${pathOf(connection)}/${name}` })
    return isObject(object) ? toAuthority(object) : undefined
  } catch (fault) {
    if (hasStatus(fault, 404)) return undefined
    throw fault
  }
}

/**
 * Makes the Secret.
 * @returns whether it did: another replica may have been first
 */
export async function createAuthoritySecret(
  connection: Connection,
  name: string,
  authority: StoredAuthority,
): Promise<boolean> {
  const metadata = { name, namespace: connection.namespace, labels: { 'app.kubernetes.io/name': 'wf-defaults' } }
  const secret = { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata, data: toData(authority) }
  return isWritten(ask(connection, { method: 'POST', path: pathOf(connection), body: secret }))
}

/**
 * Writes another CA into the Secret, if nobody has changed it since it was read.
 * @returns whether it did
 */
export async function replaceAuthority(
  connection: Connection,
  { object }: AuthoritySecret,
  authority: StoredAuthority,
): Promise<boolean> {
  const path = `${pathOf(connection)}/${ownText(own(object, 'metadata'), 'name') ?? ''}`
  return isWritten(ask(connection, { method: 'PUT', path, body: { ...object, data: toData(authority) } }))
}

function pathOf({ namespace }: Connection): string {
  return `/api/v1/namespaces/${namespace}/secrets`
}

/** The keys are those of a TLS Secret, and the one by which such Secrets name whom to trust. */
function toData({ certificate, key, bundle }: StoredAuthority): Readonly<Record<string, string>> {
  return { 'tls.crt': encode(certificate), 'tls.key': encode(key), 'ca.crt': encode(bundle) }
}

function toAuthority(object: JsonObject): AuthoritySecret {
  const data = own(object, 'data')
  const decode = (key: string): string => Buffer.from(ownText(data, key) ?? '', 'base64').toString()
  return { object, certificate: decode('tls.crt'), key: decode('tls.key'), bundle: decode('ca.crt') }
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64')
}

async function isWritten(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer
    return true
  } catch (fault) {
    if (hasStatus(fault, 409)) return false
    throw fault
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import { checkAuthority, createAuthority, issueKeyPair, needsRenewal } from '../certificates/authority.ts'
import { isTrusted, joinBundle } from '../certificates/bundle.ts'
import type { KeyPair } from '../certificates/key-pair.ts'
import type { AuthoritySecret, StoredAuthority } from '../cluster/authority-secret.ts'
import type { TrustStore } from '../cluster/trust-store.ts'
import type { WebhookEntry } from '../cluster/webhook-configuration.ts'
import type { Log } from './log.ts'
import { messageOf } from './message-of.ts'
import type { Metrics } from './metrics.ts'

/** What it takes to keep the API server's trust. */
export interface TrustParts {
  readonly store: TrustStore
  /** Gets each key pair to serve with. */
  readonly take: (pair: KeyPair) => void
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly metrics: Pick<Metrics, 'setCertificateExpiry' | 'setTrusted' | 'countClusterFault'>
  readonly now: () => Date
}

/** How often it looks, while the API server trusts the certificate and while it does not yet. */
const INTERVAL_MS = { trusted: 5000, untrusted: 1000 } as const

/** Replicas that start at once may be in each other's way; the one that is not the first finds what the first has made. */
const MAX_TRIES = 5

/**
 * Serves with certificates that the API server trusts, and sees to it that it does: keeps a CA that all replicas share in a Secret,
 * its certificate in the caBundle of the webhook configuration, and issues a key pair of its own, which it renews in time.
 * Whatever of it is deleted, emptied or damaged is made good again by the next look, by whichever replica comes first.
 */
export class TrustKeeper {
  readonly #parts: TrustParts
  #authority: StoredAuthority | undefined
  #served: { readonly pair: KeyPair; readonly signer: string; readonly hosts: string } | undefined
  #isTrusted = false
  #fault = ''

  constructor(parts: TrustParts) {
    this.#parts = parts
  }

  /** Whether the certificate that is served verifies against the caBundle that was last seen in force. */
  get isTrusted(): boolean {
    return this.#isTrusted && this.#served !== undefined && this.#parts.now() < this.#served.pair.expires
  }

  /** Looks again and again, until the signal. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look()
      const pauseMs = INTERVAL_MS[this.isTrusted ? 'trusted' : 'untrusted'] * (0.8 + 0.4 * Math.random())
      await delay(pauseMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  /** Looks once, and makes good what is not right. Never throws: where it fails, what was known before stays. */
  async look(): Promise<void> {
    const { log, metrics } = this.#parts
    try {
      await this.#makeGood()
      if (this.#fault !== '') log.info({}, 'can keep the certificate trusted again')
      this.#fault = ''
    } catch (fault) {
      metrics.countClusterFault('certificates')
      // Said once, however often it is tried.
      if (messageOf(fault) !== this.#fault) log.warn({ fault: messageOf(fault) }, 'cannot keep the certificate trusted')
      this.#fault = messageOf(fault)
    }
    metrics.setTrusted(this.isTrusted)
  }

  async #makeGood(): Promise<void> {
    const { store, log, now } = this.#parts
    const entries = await store.readWebhooks()
    const authority = await this.#findAuthority()
    const isRight = entries.every(({ caBundle }) => joinBundle([caBundle], now()) === authority.bundle)
    const inForce = isRight ? entries : await store.applyCaBundle(entries, authority.bundle)
    if (!isRight) log.info({ webhooks: entries.length }, 'filled in the caBundle of the webhook configuration')

    // Only now: the API server has to trust a CA before it meets its certificates.
    const { certificate } = this.#serve(authority, inForce)
    const isEachTrusted = inForce.every(({ caBundle, host }) => isTrusted(certificate, caBundle, host, now()))
    this.#isTrusted = inForce.length > 0 && isEachTrusted
    if (!this.#isTrusted)
      throw new Error('the webhook configuration has no webhook, or one at a host that it cannot be')
  }

  /** The CA in the Secret; where there is none that is of use, it makes one, unless another replica has just done so. */
  async #findAuthority(): Promise<StoredAuthority> {
    const { store, now } = this.#parts
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const secret = await store.readAuthority()
      const authority = secret !== undefined && this.#isUsable(secret) ? secret : await this.#writeAuthority(secret)
      if (authority === undefined) continue
      const { certificate, key, bundle } = authority
      this.#authority = { certificate, key, bundle: joinBundle([certificate, bundle], now()) }
      return this.#authority
    }
    throw new Error(`found no CA, and could not write one in ${MAX_TRIES} tries`)
  }

  #isUsable(secret: AuthoritySecret): boolean {
    try {
      checkAuthority(secret, this.#parts.now())
      return true
    } catch (fault) {
      this.#parts.log.warn({ fault: messageOf(fault) }, 'the Secret holds no CA of use, and gets a new one')
      return false
    }
  }

  /** The CA before it stays trusted: other replicas may serve with its certificates for a moment longer. */
  async #writeAuthority(secret: AuthoritySecret | undefined): Promise<StoredAuthority | undefined> {
    const { store, log, now } = this.#parts
    const made = createAuthority(now())
    const authority = { ...made, bundle: joinBundle([made.certificate, this.#authority?.bundle ?? ''], now()) }
    const isWritten = await (secret === undefined
      ? store.createAuthority(authority)
      : store.replaceAuthority(secret, authority))
    if (isWritten) log.info({}, 'made a CA, and keeps it in the Secret')
    return isWritten ? authority : undefined
  }

  /** The key pair that is served, a new one where the old one will not do. */
  #serve(authority: StoredAuthority, entries: readonly WebhookEntry[]): KeyPair {
    const { take, log, metrics, now } = this.#parts
    const names = [...new Set(entries.map(({ host }) => host))]
    const [signer, hosts] = [authority.certificate, names.join()]
    const served = this.#served
    const isSame = served?.signer === signer && served.hosts === hosts
    if (isSame && !needsRenewal(served.pair, authority, now())) return served.pair

    const pair = issueKeyPair(authority, names, now())
    take(pair)
    this.#served = { pair, signer, hosts }
    metrics.setCertificateExpiry(pair.expires)
    log.info({ expires: pair.expires, hosts: names }, 'serving with a certificate of the CA in the Secret')
    return pair
  }
}

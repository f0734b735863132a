/** How `serve` runs: its flags and environment variables (I2), fixed at start. */
export interface ServeOptions {
  /** Where the API server reaches us. Port 0 takes any free one, here and below. */
  readonly address: string
  readonly port: number
  /** Where Prometheus and the probes do. */
  readonly opsAddress: string
  readonly opsPort: number
  /** Where a person tries things, on this machine alone; `0` turns it off. */
  readonly debugPort: number
  /** A key pair from files; both or neither. */
  readonly tlsCertFile?: string | undefined
  readonly tlsPrivateKeyFile?: string | undefined
  /** How to reach the cluster, if it is not the one that this Pod is in. */
  readonly kubeconfig?: string | undefined
  /** The URL of the API server of the cluster that this runs in, if it runs in one. */
  readonly apiServer?: string | undefined
  /** The MutatingWebhookConfiguration whose caBundle is to be kept right. */
  readonly webhookConfiguration?: string | undefined
  /** The Secret that keeps the CA for it. */
  readonly caSecret: string
  /** The settings file; the built-in settings hold without one. */
  readonly settings?: string | undefined
  /** What becomes of a request that we fail on: allowed as it came, or HTTP 500 (R11). */
  readonly onError: OnError
  readonly logLevel: LogLevel
  /** Takes whatever a default names to exist (R10). */
  readonly assumeReferences: boolean
  /** The namespace of Argo's controller (R10). */
  readonly argoNamespace: string
}

export type OnError = 'allow' | 'fail'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

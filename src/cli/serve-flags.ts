import type { ServeOptions } from '../server/serve-options.ts'
import { LOG_LEVELS } from '../server/serve-options.ts'
import type { Io } from './io.ts'
import { UsageFault } from './usage-fault.ts'

/** A flag of `serve` (I2), as help shows it. */
export interface ServeFlag {
  /** What stands for its value; empty where it takes none. */
  readonly argument: string
  readonly description: string
  /** What it is when neither it nor its environment variable is given. */
  readonly fallback?: string
}

/** The flags that were given, by their names in camelCase. */
export type FlagValues = Readonly<Record<string, string | boolean | undefined>>

const MAX_PORT = 65_535

/** Every flag of `serve` (I2). */
export const SERVE_FLAGS = {
  address: { argument: 'ADDRESS', description: 'where the API server reaches it, by TLS', fallback: '0.0.0.0' },
  port: { argument: 'PORT', description: 'its port', fallback: '8443' },
  'ops-address': { argument: 'ADDRESS', description: 'where Prometheus and the probes reach it', fallback: '0.0.0.0' },
  'ops-port': { argument: 'PORT', description: 'its port', fallback: '8081' },
  'debug-port': {
    argument: 'PORT',
    description: 'where you try a manifest, on this machine alone; 0 turns it off',
    fallback: '8082',
  },
  'tls-cert-file': {
    argument: 'FILE',
    description: 'the certificate, read again when it changes; without one it makes its own',
  },
  'tls-private-key-file': { argument: 'FILE', description: 'the key of the certificate' },
  'webhook-configuration': {
    argument: 'NAME',
    description: 'the MutatingWebhookConfiguration to keep the caBundle of, with certificates of its own making',
  },
  'ca-secret': {
    argument: 'NAME',
    description: 'the Secret, in its own namespace, that keeps the CA for that',
    fallback: 'wf-defaults-ca',
  },
  kubeconfig: { argument: 'FILE', description: 'how to reach the cluster, if it is not the one that it runs in' },
  settings: {
    argument: 'FILE',
    description: 'the settings, read again when they change; without it the built-in ones',
  },
  'on-error': {
    argument: 'HOW',
    description: 'what becomes of a request that it fails on: allow (unpatched, with a warning) or fail (HTTP 500)',
    fallback: 'allow',
  },
  'log-level': { argument: 'LEVEL', description: `how much to log: ${LOG_LEVELS.join(', ')}`, fallback: 'info' },
  'assume-references': {
    argument: '',
    description: 'take what a default names to exist; for trying it without a cluster',
    fallback: 'false',
  },
  'argo-namespace': { argument: 'NAMESPACE', description: 'where the controller of Argo runs', fallback: 'argo' },
} as const satisfies Readonly<Record<string, ServeFlag>>

type FlagName = keyof typeof SERVE_FLAGS

/** The value of a flag as text, and what to call the place that it is from. */
interface Given {
  readonly text: string
  readonly from: string
}

/**
 * Reads how to serve from the flags, else from the environment (`--log-level` is `WF_DEFAULTS_LOG_LEVEL`).
 * @throws {UsageFault} where a value does not fit
 */
export function readServeOptions(flags: FlagValues, env: Io['env']): ServeOptions {
  const find = (name: FlagName): Given => findGiven(name, flags, env)
  const optional = (name: FlagName): string | undefined => find(name).text || undefined
  refuseHalfAPair(optional('tls-cert-file'), optional('tls-private-key-file'))
  refuseTwoSources(optional('tls-cert-file'), optional('webhook-configuration'))

  return {
    address: find('address').text,
    port: readPort(find('port')),
    opsAddress: find('ops-address').text,
    opsPort: readPort(find('ops-port')),
    debugPort: readPort(find('debug-port')),
    tlsCertFile: optional('tls-cert-file'),
    tlsPrivateKeyFile: optional('tls-private-key-file'),
    webhookConfiguration: optional('webhook-configuration'),
    caSecret: find('ca-secret').text,
    kubeconfig: optional('kubeconfig'),
    apiServer: findApiServer(env),
    settings: optional('settings'),
    onError: readChoice(find('on-error'), ['allow', 'fail']),
    logLevel: readChoice(find('log-level'), LOG_LEVELS),
    assumeReferences: readChoice(find('assume-references'), ['true', 'false']) === 'true',
    argoNamespace: find('argo-namespace').text,
  }
}

/** An environment variable that is empty counts as not given, as manifests often have such. */
function findGiven(name: FlagName, flags: FlagValues, env: Io['env']): Given {
  const { fallback = '' }: ServeFlag = SERVE_FLAGS[name]
  const flag = flags[name.replaceAll(/-([a-z])/gu, (_dash, letter: string) => letter.toUpperCase())]
  if (flag !== undefined) return { text: String(flag), from: `--${name}` }

  const variable = `WF_DEFAULTS_${name.toUpperCase().replaceAll('-', '_')}`
  return { text: env[variable] || fallback, from: variable }
}

function refuseHalfAPair(certificate: string | undefined, key: string | undefined): void {
  if ((certificate === undefined) === (key === undefined)) return
  throw new UsageFault('expected both --tls-cert-file and --tls-private-key-file, or neither, but came only one')
}

/** Whose certificate comes from files has a caBundle that is somebody else's care, too. */
function refuseTwoSources(certificate: string | undefined, webhookConfiguration: string | undefined): void {
  if (certificate === undefined || webhookConfiguration === undefined) return
  throw new UsageFault('expected --tls-cert-file or --webhook-configuration, but came both')
}

/** What Kubernetes tells every Pod. */
function findApiServer({
  KUBERNETES_SERVICE_HOST: host,
  KUBERNETES_SERVICE_PORT: port = '443',
}: Io['env']): string | undefined {
  if (host === undefined || host === '') return undefined
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function readPort({ text, from }: Given): number {
  const port = Number(text)
  if (/^\d+$/u.test(text) && port <= MAX_PORT) return port
  throw new UsageFault(`${from}: expected a port from 0 to ${MAX_PORT}, but came ${JSON.stringify(text)}`)
}

function readChoice<Choice extends string>({ text, from }: Given, choices: readonly Choice[]): Choice {
  const choice = choices.find((known) => known === text)
  if (choice !== undefined) return choice
  throw new UsageFault(`${from}: expected ${choices.join(' or ')}, but came ${JSON.stringify(text)}`)
}

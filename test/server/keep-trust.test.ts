import { X509Certificate } from 'node:crypto'
import t from 'tap'
import { createAuthority } from '../../src/certificates/authority.ts'
import { isTrusted } from '../../src/certificates/bundle.ts'
import type { KeyPair } from '../../src/certificates/key-pair.ts'
import type { StoredAuthority } from '../../src/cluster/authority-secret.ts'
import type { TrustStore } from '../../src/cluster/trust-store.ts'
import type { WebhookEntry } from '../../src/cluster/webhook-configuration.ts'
import { TrustKeeper } from '../../src/server/keep-trust.ts'
import { createMetrics } from '../../src/server/metrics.ts'
import { collectLog } from './helpers/collect-log.ts'
import { readMetric } from './helpers/metric.ts'
import { until } from './helpers/until.ts'

const HOST = 'wf-defaults.wf-defaults.svc'
const START = new Date('2026-03-04T05:06:07Z')

/** A cluster's Secret and webhook configuration. Whoever writes has to have read what is there. */
interface Cluster extends TrustStore {
  secret: (StoredAuthority & { readonly version: number }) | undefined
  entries: readonly WebhookEntry[]
  fault: Error | undefined
  applied: number
}

function createCluster(): Cluster {
  let version = 0
  const answer = async <Value>(value: Value): Promise<Value> => {
    if (cluster.fault !== undefined) throw cluster.fault
    return value
  }
  const write = (authority: StoredAuthority): true => {
    version += 1
    cluster.secret = { ...authority, version }
    return true
  }
  const cluster: Cluster = {
    secret: undefined,
    entries: ['a', 'b'].map((name) => ({ name, host: HOST, caBundle: '' })),
    fault: undefined,
    applied: 0,
    readWebhooks: async () => answer(cluster.entries),
    applyCaBundle: async (entries, caBundle) => {
      cluster.applied += 1
      cluster.entries = entries.map((entry) => ({ ...entry, caBundle }))
      return answer(cluster.entries)
    },
    readAuthority: async () =>
      answer(cluster.secret && { ...cluster.secret, object: { version: cluster.secret.version } }),
    createAuthority: async (authority) => cluster.secret === undefined && write(authority),
    replaceAuthority: async ({ object }, authority) =>
      cluster.secret?.version === object['version'] && write(authority),
  }
  return cluster
}

/** A replica of a cluster, which has not looked yet. */
function startReplica(store: TrustStore) {
  const taken: KeyPair[] = []
  const state = { now: START }
  const metrics = createMetrics()
  const collected = collectLog()
  const keeper = new TrustKeeper({
    store,
    take: (pair) => taken.push(pair),
    log: collected.log,
    metrics,
    now: () => state.now,
  })
  const metric = async (name: string) => readMetric(await metrics.print(), name)
  const served = (): string => taken.at(-1)?.certificate ?? ''
  return { keeper, taken, served, state, metric, ...collected }
}

function secretOf({ secret }: Cluster): Cluster['secret'] {
  return secret
}

/** Whether the API server would take what a replica serves. */
function trusts(cluster: Cluster, certificate: string): boolean {
  return cluster.entries.every(({ caBundle, host }) => isTrusted(certificate, caBundle, host, START))
}

t.test('makes a CA where there is none, has it trusted, and serves with a certificate of it', async (t) => {
  const cluster = createCluster()
  const { keeper, taken, served, metric } = startReplica(cluster)
  t.equal(keeper.isTrusted, false)

  await keeper.look()

  t.equal(keeper.isTrusted, true)
  t.equal(taken.length, 1)
  t.ok(trusts(cluster, served()))
  t.equal(await metric('wf_defaults_certificate_trusted'), 1)
  t.equal(await metric('wf_defaults_certificate_expiry_timestamp_seconds'), Number(taken[0]?.expires) / 1000)
})

t.test('changes nothing where all is right', async (t) => {
  const cluster = createCluster()
  const { keeper, taken } = startReplica(cluster)
  await keeper.look()
  const { secret } = cluster

  await keeper.look()

  t.equal(taken.length, 1)
  t.equal(cluster.applied, 1)
  t.equal(cluster.secret, secret)
})

t.test('replicas that start at once agree on one CA', async (t) => {
  const cluster = createCluster()
  const replicas = Array.from({ length: 5 }, () => startReplica(cluster))

  await Promise.all(replicas.map(async ({ keeper }) => keeper.look()))

  for (const { keeper, served } of replicas) {
    t.equal(keeper.isTrusted, true)
    t.ok(trusts(cluster, served()))
  }
})

t.test('the API server trusts a CA before it meets its certificate', async (t) => {
  const cluster = createCluster()
  const { keeper, taken } = startReplica({
    ...cluster,
    applyCaBundle: async (entries, bundle) => {
      t.equal(taken.length, 0)
      return cluster.applyCaBundle(entries, bundle)
    },
  })

  await keeper.look()

  t.equal(taken.length, 1)
})

t.test('fills in a caBundle that was emptied, or is not all that is to be trusted', async (t) => {
  const cluster = createCluster()
  const { keeper, served } = startReplica(cluster)
  await keeper.look()
  const other = createAuthority(START).certificate

  for (const caBundle of ['', other, `${cluster.secret?.bundle ?? ''}${other}`]) {
    cluster.entries = cluster.entries.map((entry, index) => (index === 0 ? { ...entry, caBundle } : entry))
    await keeper.look()

    t.equal(cluster.entries[0]?.caBundle, cluster.secret?.bundle)
    t.ok(trusts(cluster, served()))
  }
})

t.test('after the Secret was deleted, certificates of the CA before are trusted on', async (t) => {
  const cluster = createCluster()
  const [first, second] = [startReplica(cluster), startReplica(cluster)]
  await first.keeper.look()
  await second.keeper.look()
  const before = secretOf(cluster)?.certificate

  cluster.secret = undefined
  await first.keeper.look()

  t.not(secretOf(cluster)?.certificate, before)
  t.ok(trusts(cluster, first.served()))
  t.ok(trusts(cluster, second.served()), 'the second still serves with the one before')
  await second.keeper.look()
  t.equal(second.taken.length, 2)
  t.ok(trusts(cluster, second.served()))
})

t.test('replaces a CA that is damaged or has expired', async (t) => {
  for (const damage of [{ key: '' }, { certificate: 'x' }, createAuthority(START)]) {
    const cluster = createCluster()
    const { keeper, state, find } = startReplica(cluster)
    await cluster.createAuthority({ ...createAuthority(START), bundle: '', ...damage })
    if ('certificate' in damage && 'key' in damage) state.now = new Date('2037-01-01T00:00:00Z')

    await keeper.look()

    t.equal(keeper.isTrusted, true)
    t.match(find('the Secret holds no CA of use, and gets a new one'), [{ level: 'warn', fault: String }])
  }
})

t.test('trusts every CA that the Secret lists, while one takes the place of another', async (t) => {
  const cluster = createCluster()
  const [signing, next] = [createAuthority(START), createAuthority(START)]
  await cluster.createAuthority({ ...signing, bundle: next.certificate })

  await startReplica(cluster).keeper.look()

  t.equal(cluster.entries[0]?.caBundle, `${signing.certificate}${next.certificate}`)
})

t.test('renews its certificate in time', async (t) => {
  const cluster = createCluster()
  const { keeper, taken, state } = startReplica(cluster)
  await keeper.look()

  state.now = new Date('2026-12-01T00:00:00Z')
  await keeper.look()

  t.equal(taken.length, 2)
  t.ok(Number(taken[1]?.expires) > Number(taken[0]?.expires))
})

t.test('is for whichever name the webhook configuration calls it by', async (t) => {
  const cluster = createCluster()
  const { keeper, served, taken } = startReplica(cluster)
  await keeper.look()

  cluster.entries = cluster.entries.map((entry) => ({ ...entry, host: 'hooks.other.svc' }))
  await keeper.look()

  t.equal(keeper.isTrusted, true)
  t.equal(taken.length, 2)
  t.equal(new X509Certificate(served()).checkHost('hooks.other.svc'), 'hooks.other.svc')
})

t.test('is not trusted where the webhook configuration has no webhook, or its certificate has expired', async (t) => {
  const empty = createCluster()
  empty.entries = []
  const { keeper } = startReplica(empty)
  await keeper.look()
  const stuck = startReplica(createCluster())
  await stuck.keeper.look()

  t.equal(keeper.isTrusted, false)
  stuck.state.now = new Date('2028-01-01T00:00:00Z')
  t.equal(stuck.keeper.isTrusted, false)
})

t.test('goes on with what it has while the API server does not answer, and says so once', async (t) => {
  const cluster = createCluster()
  const { keeper, find, metric } = startReplica(cluster)
  await keeper.look()

  cluster.fault = new Error('no answer')
  await keeper.look()
  await keeper.look()
  t.equal(keeper.isTrusted, true)
  t.match(find('cannot keep the certificate trusted'), [{ level: 'warn', fault: 'no answer' }])
  t.equal(find('cannot keep the certificate trusted').length, 1)
  t.equal(await metric('wf_defaults_cluster_errors_total{what="certificates"}'), 2)

  cluster.fault = undefined
  await keeper.look()
  t.equal(find('can keep the certificate trusted again').length, 1)
})

t.test('does not try for ever to write a CA', async (t) => {
  const cluster = createCluster()
  const { keeper, find } = startReplica({ ...cluster, createAuthority: async () => false })

  await keeper.look()

  t.equal(keeper.isTrusted, false)
  t.match(find('cannot keep the certificate trusted'), [{ fault: 'found no CA, and could not write one in 5 tries' }])
})

t.test('looks again and again, until it is told to end', async (t) => {
  const cluster = createCluster()
  cluster.fault = new Error('no answer yet')
  const { keeper } = startReplica(cluster)
  const stopped = new AbortController()
  const ended = keeper.keep(stopped.signal)

  await until('it has looked', async () => cluster.fault)
  cluster.fault = undefined
  await until('it is trusted', () => keeper.isTrusted)
  stopped.abort()
  await ended

  t.equal(keeper.isTrusted, true)
})

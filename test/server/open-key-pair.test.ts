import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import t from 'tap'
import type { KeyPair } from '../../src/certificates/key-pair.ts'
import { createSelfSignedKeyPair } from '../../src/certificates/self-signed.ts'
import { createMetrics } from '../../src/server/metrics.ts'
import { openKeyPair } from '../../src/server/open-key-pair.ts'
import { StartFault } from '../../src/server/start-fault.ts'
import { collectLog } from './helpers/collect-log.ts'
import { readMetric } from './helpers/metric.ts'
import { until } from './helpers/until.ts'

function prepare(t: Test, pair?: KeyPair) {
  const folder = t.testdir(pair === undefined ? {} : { 'tls.crt': pair.certificate, 'tls.key': pair.key })
  const files = { tlsCertFile: join(folder, 'tls.crt'), tlsPrivateKeyFile: join(folder, 'tls.key') }
  const stopped = new AbortController()
  t.teardown(() => stopped.abort())
  const { log, find, lines } = collectLog()
  const metrics = createMetrics()
  const taken: KeyPair[] = []
  const expiry = async (): Promise<number | undefined> =>
    readMetric(await metrics.print(), 'wf_defaults_certificate_expiry_timestamp_seconds')
  return {
    files,
    find,
    lines,
    taken,
    take: (each: KeyPair) => void taken.push(each),
    reloads: { log, metrics, intervalMs: 5, signal: stopped.signal },
    expiry,
  }
}

t.test('makes its own where there are no files, and logs the CA', async (t) => {
  const { take, taken, reloads, lines, expiry } = prepare(t)

  await openKeyPair({}, take, reloads)

  t.equal(taken.length, 1)
  t.equal(await expiry(), Number(taken[0]?.expires) / 1000)
  t.match(lines, [{ level: 'warn', msg: /self-signed/u, expires: String, caBundle: String }])
  t.match(Buffer.from(String(lines[0]?.['caBundle']), 'base64').toString(), /^-----BEGIN CERTIFICATE-----/u)
})

t.test('reads the files, and again when they change', async (t) => {
  const [first, second] = [createSelfSignedKeyPair(new Date()), createSelfSignedKeyPair(new Date(Date.now() + 60_000))]
  const { files, take, taken, reloads, find, expiry } = prepare(t, first)
  await openKeyPair(files, take, reloads)
  t.equal(taken[0]?.certificate, first.certificate)
  t.equal(await expiry(), Number(first.expires) / 1000)

  writeFileSync(files.tlsCertFile, second.certificate)
  await until('half of the pair is refused', () => find('files are at fault, and what they held before stays')[0])
  writeFileSync(files.tlsPrivateKeyFile, second.key)
  await until('the whole is taken', () => taken.length === 2)

  t.equal(taken[1]?.certificate, second.certificate)
  t.equal(taken[1]?.key, second.key)
  await until('its expiry is shown', async () => (await expiry()) === Number(second.expires) / 1000)
})

t.test('says that a certificate has expired, and serves with it', async (t) => {
  const { files, take, taken, reloads, find } = prepare(t, createSelfSignedKeyPair(new Date('2020-01-01T00:00:00Z')))

  await openKeyPair(files, take, reloads)

  t.equal(taken.length, 1)
  t.match(find('serving with a certificate that has expired'), [
    { level: 'error', expires: '2020-12-31T00:00:00.000Z' },
  ])
})

t.test('does not start without the files, with one of them, or with what is no pair', async (t) => {
  const { files, take, reloads } = prepare(t)

  await t.rejects(openKeyPair(files, take, reloads), StartFault)
  await t.rejects(openKeyPair(files, take, reloads), {
    message: /^cannot serve with .*tls\.crt and .*tls\.key: ENOENT/u,
  })
  for (const half of [{ tlsCertFile: 'a' }, { tlsPrivateKeyFile: 'a' }])
    await t.rejects(
      openKeyPair(half, take, reloads),
      new StartFault('expected both --tls-cert-file and --tls-private-key-file, or neither, but came only one'),
    )
})

import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseKeyPair } from '../../src/certificates/key-pair.ts'
import { createSelfSignedKeyPair } from '../../src/certificates/self-signed.ts'

const NOW = new Date('2026-03-04T05:06:07.089Z')
/** Optional: where it is missing, its tests are skipped. */
const OPENSSL = 'openssl'
const HAS_OPENSSL = spawnSync(OPENSSL, ['version']).status === 0

t.test('is a server certificate that its CA has signed', async (t) => {
  const pair = createSelfSignedKeyPair(NOW)
  const [certificate, authority] = [new X509Certificate(pair.certificate), new X509Certificate(pair.authority)]

  t.equal(certificate.verify(authority.publicKey), true)
  t.equal(certificate.checkIssued(authority), true)
  t.equal(authority.verify(authority.publicKey), true, 'the CA signed itself')
  t.strictSame([authority.ca, certificate.ca], [true, false])
  t.strictSame(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1'], 'serverAuth')
  t.not(certificate.serialNumber, authority.serialNumber)
})

t.test('is for this machine and for the Service', async (t) => {
  const certificate = new X509Certificate(createSelfSignedKeyPair(NOW).certificate)

  for (const name of ['localhost', 'wf-defaults.wf-defaults.svc', 'wf-defaults.wf-defaults.svc.cluster.local'])
    t.equal(certificate.checkHost(name), name)
  for (const address of ['127.0.0.1', '::1']) t.equal(certificate.checkIP(address), address)
  t.equal(certificate.checkHost('wf-defaults.other.svc'), undefined)
})

t.test('is valid from an hour ago for a year, and its CA for ten', async (t) => {
  const { certificate, authority, expires } = createSelfSignedKeyPair(NOW)
  const [server, ca] = [new X509Certificate(certificate), new X509Certificate(authority)]

  for (const { validFromDate } of [server, ca]) t.strictSame(validFromDate, new Date('2026-03-04T04:06:07Z'))
  t.strictSame(server.validToDate, new Date('2027-03-04T05:06:07Z'))
  t.strictSame(server.validToDate, expires)
  t.strictSame(ca.validToDate, new Date('2036-03-01T05:06:07Z'))
})

t.test('is a pair that a server can serve with, and its key is on P-256', async (t) => {
  const { certificate, key, expires } = createSelfSignedKeyPair(NOW)

  t.strictSame(parseKeyPair(certificate, key), { certificate, key, expires })
  t.equal(new X509Certificate(certificate).publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1')
})

t.test('satisfies openssl verify -x509_strict', { skip: !HAS_OPENSSL && 'there is no openssl' }, async (t) => {
  const { certificate, authority } = createSelfSignedKeyPair(new Date())
  const folder = t.testdir()
  const [leaf, ca] = [join(folder, 'leaf.pem'), join(folder, 'ca.pem')]
  writeFileSync(leaf, certificate)
  writeFileSync(ca, authority)

  const host = ['-verify_hostname', 'wf-defaults.wf-defaults.svc']
  const args = ['verify', '-x509_strict', '-purpose', 'sslserver', ...host, '-CAfile', ca, leaf]
  const verified = spawnSync(OPENSSL, args, { encoding: 'utf8' })

  t.equal(verified.stdout, `${leaf}: OK\n`, verified.stderr)
})

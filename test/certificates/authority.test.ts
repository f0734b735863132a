import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import t from 'tap'
import { checkAuthority, createAuthority, issueKeyPair, needsRenewal } from '../../src/certificates/authority.ts'
import { authorityExtensions, signCertificate } from '../../src/certificates/certificate.ts'
import { parseKeyPair } from '../../src/certificates/key-pair.ts'
import { createSelfSignedKeyPair } from '../../src/certificates/self-signed.ts'

const NOW = new Date('2026-03-04T05:06:07Z')
const LAST_YEAR = new Date('2035-09-01T00:00:00Z')
const HOST = 'wf-defaults.other.svc'
const AUTHORITY = createAuthority(NOW)

t.test('a key pair that a CA issues is for the hosts that it is asked for, and for its own machine', async (t) => {
  const pair = issueKeyPair(AUTHORITY, [HOST, '10.0.0.7', '::1'], NOW)
  const certificate = new X509Certificate(pair.certificate)
  const authority = new X509Certificate(AUTHORITY.certificate)

  t.strictSame(parseKeyPair(pair.certificate, pair.key), pair)
  t.ok(certificate.checkIssued(authority) && certificate.verify(authority.publicKey))
  for (const name of [HOST, 'localhost']) t.equal(certificate.checkHost(name), name)
  for (const address of ['127.0.0.1', '::1', '10.0.0.7']) t.equal(certificate.checkIP(address), address)
  t.equal(certificate.checkHost('wf-defaults.wf-defaults.svc'), undefined)
})

t.test('no two key pairs are alike', async (t) => {
  const [first, second] = [issueKeyPair(AUTHORITY, [HOST], NOW), issueKeyPair(AUTHORITY, [HOST], NOW)]

  t.not(first.key, second.key)
  t.not(new X509Certificate(first.certificate).serialNumber, new X509Certificate(second.certificate).serialNumber)
})

t.test('is good for a year, but no longer than its CA', async (t) => {
  t.strictSame(issueKeyPair(AUTHORITY, [], NOW).expires, new Date('2027-03-04T05:06:07Z'))
  t.strictSame(issueKeyPair(AUTHORITY, [], LAST_YEAR).expires, new X509Certificate(AUTHORITY.certificate).validToDate)
})

t.test('is to be renewed when a third of its time is left, unless the CA has no more to give', async (t) => {
  const pair = issueKeyPair(AUTHORITY, [], NOW)

  t.equal(needsRenewal(pair, AUTHORITY, new Date('2026-10-31T00:00:00Z')), false)
  t.equal(needsRenewal(pair, AUTHORITY, new Date('2026-11-04T00:00:00Z')), true)
  t.equal(needsRenewal(issueKeyPair(AUTHORITY, [], LAST_YEAR), AUTHORITY, new Date('2036-02-01T00:00:00Z')), false)
})

t.test('takes a CA of its own making for one', async (t) => {
  t.doesNotThrow(() => checkAuthority(AUTHORITY, NOW))
})

t.test('takes no CA on another curve: its signatures would not be what they say they are', async (t) => {
  const party = { name: 'wf-defaults CA', ...generateKeyPairSync('ec', { namedCurve: 'secp384r1' }) }
  const extensions = authorityExtensions(party)
  const certificate = signCertificate({ subject: party, issuer: party, from: NOW, until: LAST_YEAR, extensions })
  const key = String(party.privateKey.export({ type: 'pkcs8', format: 'pem' }))

  t.throws(() => checkAuthority({ certificate, key }, NOW), { message: 'the CA is not on P-256' })
})

t.test('says why something is no CA of use', async (t) => {
  const server = createSelfSignedKeyPair(NOW)
  const { key: otherKey } = createAuthority(NOW)
  const expired = new Date('2036-03-02T00:00:00Z')

  t.throws(() => checkAuthority({ certificate: '', key: '' }, NOW))
  t.throws(() => checkAuthority(server, NOW), { message: 'expected the CA wf-defaults CA, but came CN=wf-defaults' })
  t.throws(() => checkAuthority({ ...AUTHORITY, key: otherKey }, NOW), { message: 'the key is not that of the CA' })
  t.throws(() => checkAuthority({ ...AUTHORITY, key: 'key' }, NOW))
  t.throws(() => checkAuthority(AUTHORITY, expired), { message: /^the CA has expired at 2036-03-01T05:06:07/u })
})

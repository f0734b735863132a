import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { parseKeyPair } from '../../src/certificates/key-pair.ts'
import { createSelfSignedKeyPair } from '../../src/certificates/self-signed.ts'

const PAIR = createSelfSignedKeyPair(new Date('2026-03-04T05:06:07Z'))

t.test('says when the certificate expires', async (t) => {
  const { expires } = parseKeyPair(PAIR.certificate, PAIR.key)

  t.strictSame(expires, new Date('2027-03-04T05:06:07Z'))
})

t.test('takes a certificate with its chain', async (t) => {
  const chain = `${PAIR.certificate}${PAIR.authority}`

  t.equal(parseKeyPair(chain, PAIR.key).certificate, chain)
})

t.test('refuses what is no pair, and says which part is at fault', async (t) => {
  const { key: otherKey } = createSelfSignedKeyPair(new Date())
  const half = PAIR.certificate.slice(0, 200)
  const chainWithHalf = `${PAIR.certificate}${PAIR.authority.slice(0, 200)}\n-----END CERTIFICATE-----\n`

  t.throws(() => parseKeyPair('', PAIR.key), /^the certificate is no certificate in PEM: /u)
  t.throws(() => parseKeyPair(half, PAIR.key), /^the certificate is no certificate in PEM: /u)
  t.throws(() => parseKeyPair(PAIR.certificate, 'key'), /^the key is no private key in PEM: /u)
  t.throws(() => parseKeyPair(PAIR.certificate, otherKey), /^the key is not that of the certificate$/u)
  t.throws(() => parseKeyPair(chainWithHalf, PAIR.key), /^TLS does not take the pair: /u)
})

t.test('keeps the cause of a fault', async (t) => {
  t.throws(() => parseKeyPair('', PAIR.key), { cause: Error })
})

t.test('refuses a key of another type', async (t) => {
  const { privateKey } = generateKeyPairSync('ed25519')

  t.throws(
    () => parseKeyPair(PAIR.certificate, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    /^the key is not that of the certificate$/u,
  )
})

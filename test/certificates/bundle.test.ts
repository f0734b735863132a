import t from 'tap'
import { createAuthority, issueKeyPair } from '../../src/certificates/authority.ts'
import { isTrusted, joinBundle } from '../../src/certificates/bundle.ts'

const NOW = new Date('2026-03-04T05:06:07Z')
const LATER = new Date('2036-04-01T00:00:00Z')
const HOST = 'wf-defaults.wf-defaults.svc'
const [OLD, NEW] = [createAuthority(NOW), createAuthority(NOW)]
const PAIR = issueKeyPair(NEW, [HOST], NOW)

t.test('puts certificates together, each once, and leaves out what is none', async (t) => {
  const bundle = joinBundle([NEW.certificate, `# old\n${OLD.certificate}${NEW.certificate}`, 'nothing'], NOW)
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'

  t.equal(bundle, `${NEW.certificate}${OLD.certificate}`)
  t.equal(joinBundle([bundle, broken], NOW), bundle)
})

t.test('leaves out what has expired', async (t) => {
  const young = createAuthority(LATER)

  t.equal(joinBundle([OLD.certificate, young.certificate], LATER), young.certificate)
})

t.test('a certificate is trusted by whom its CA is among', async (t) => {
  const both = `${OLD.certificate}${NEW.certificate}`

  t.equal(isTrusted(PAIR.certificate, both, HOST, NOW), true)
  t.equal(isTrusted(PAIR.certificate, both, '127.0.0.1', NOW), true, 'by address too')
  t.equal(isTrusted(PAIR.certificate, OLD.certificate, HOST, NOW), false)
  t.equal(isTrusted(PAIR.certificate, '', HOST, NOW), false)
  t.equal(isTrusted(PAIR.certificate, PAIR.certificate, HOST, NOW), false, 'a certificate is not its own CA')
})

t.test('but not at another name, nor out of its time', async (t) => {
  t.equal(isTrusted(PAIR.certificate, NEW.certificate, 'wf-defaults.other.svc', NOW), false)
  t.equal(isTrusted(PAIR.certificate, NEW.certificate, HOST, PAIR.expires), false)
  t.equal(isTrusted(PAIR.certificate, NEW.certificate, HOST, new Date('2026-03-04T04:06:06Z')), false)
})

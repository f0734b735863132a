import t from 'tap'
import { NameGiver } from '../../../src/core/defaults/name-giver.ts'
import { fnv1a } from '../../../src/core/hash.ts'

t.test('strips a name to lower-case letters and digits (R4)', async (t) => {
  t.equal(new NameGiver().strip('my-Cache_1.x'), 'myache1x')
})

t.test('numbers names that become the same', async (t) => {
  const names = new NameGiver()

  t.strictSame(
    ['a-b', 'ab', 'a_b', 'ab2'].map((name) => names.strip(name)),
    ['ab', 'ab2', 'ab3', 'ab22'],
  )
})

t.test('gives nobody the name of the volume podinfo', async (t) => {
  t.equal(new NameGiver().strip('pod-info'), 'podinfo2')
})

t.test('prefixes the name of an object, whose dots no volume can have', async (t) => {
  const names = new NameGiver()

  t.strictSame(
    ['tls.crt', 'tls-crt'].map((name) => names.prefix('secret', name)),
    ['secret-tls-crt', 'secret-tls-crt2'],
  )
})

t.test('leaves a name whole that just fits', async (t) => {
  t.equal(new NameGiver().prefix('secret', 'x'.repeat(53)), `secret-${'x'.repeat(53)}`)
})

t.test('shortens what is longer than a volume may be called, and keeps it apart', async (t) => {
  const names = new NameGiver()
  const long = 'x'.repeat(100)

  const given = [long, `${long}y`].map((name) => names.prefix('config-map', name))

  t.strictSame(
    given,
    [long, `${long}y`].map((name) => `config-map-${'x'.repeat(40)}-${fnv1a(name)}`),
  )
  t.strictSame([names.strip(long), names.strip(long)], ['x'.repeat(60), `${'x'.repeat(60)}2`])
  for (const name of given) t.match(name, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/u)
})

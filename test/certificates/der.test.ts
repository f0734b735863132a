import t from 'tap'
import {
  bits,
  encode,
  integer,
  isTrue,
  objectIdentifier,
  octets,
  sequence,
  utcTime,
} from '../../src/certificates/der.ts'

// The expected bytes are those of X.690 and of `openssl asn1parse -genstr`.

t.test('writes the types that certificates are made of', async (t) => {
  t.equal(integer(2).toString('hex'), '020102')
  t.equal(isTrue().toString('hex'), '0101ff')
  t.equal(bits(Buffer.from([0x04]), 2).toString('hex'), '03020204')
  t.equal(octets(Buffer.from('ab')).toString('hex'), '04026162')
  t.equal(sequence(isTrue(), integer(0)).toString('hex'), '30060101ff020100')
})

t.test('writes object identifiers, large numbers in them too', async (t) => {
  t.equal(objectIdentifier('2.5.29.17').toString('hex'), '0603551d11')
  t.equal(objectIdentifier('1.2.840.10045.4.3.2').toString('hex'), '06082a8648ce3d040302')
  t.equal(objectIdentifier('1.2.840.113549').toString('hex'), '06062a864886f70d')
})

t.test('writes a moment to the second', async (t) => {
  t.equal(utcTime(new Date('2026-03-04T05:06:07.089Z')).subarray(2).toString(), '260304050607Z')
})

t.test('writes lengths in as many bytes as they need', async (t) => {
  const heads = [127, 128, 255, 256, 0x1234].map((length) => {
    return encode(0x04, Buffer.alloc(length)).subarray(0, -length).toString('hex')
  })

  t.strictSame(heads, ['047f', '048180', '0481ff', '04820100', '04821234'])
})

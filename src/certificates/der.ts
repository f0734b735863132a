/** The few parts of ASN.1's Distinguished Encoding Rules (X.690) that a certificate is written in. */

/** Any value: its tag, the length of its content, and the content. */
export function encode(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content])
}

/** A list of values of any types. */
export function sequence(...items: readonly Buffer[]): Buffer {
  return encode(0x30, ...items)
}

/** A number, given by its big-endian bytes; a leading bit that is set would make it negative. */
export function integer(...bytes: readonly number[]): Buffer {
  return encode(0x02, Buffer.from(bytes))
}

/** Always true: what is false by default is left out. */
export function isTrue(): Buffer {
  return encode(0x01, Buffer.from([0xff]))
}

/** Bits, the last of whose bytes has some that don't count. */
export function bits(content: Buffer, unused = 0): Buffer {
  return encode(0x03, Buffer.from([unused]), content)
}

/** Bytes. */
export function octets(content: Buffer): Buffer {
  return encode(0x04, content)
}

/** The name of a thing, such as `2.5.29.17`. */
export function objectIdentifier(name: string): Buffer {
  const [first = 0, second = 0, ...rest] = name.split('.').map(Number)
  return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(encodeBase128)]))
}

/** A moment, in the form that is right until 2049 (RFC 5280, 4.1.2.5). */
export function utcTime(time: Date): Buffer {
  const [digits = ''] = time.toISOString().replaceAll(/[-:T]/gu, '').split('.')
  return encode(0x17, Buffer.from(`${digits.slice(2)}Z`))
}

/** Lengths from 128 on are led by the number of their bytes. */
function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff])
}

/** Seven bits a byte, all but the last with the eighth bit set. */
function encodeBase128(number: number): readonly number[] {
  const last = number & 0x7f
  return number < 0x80 ? [last] : [...encodeBase128(number >> 7).map((byte) => byte | 0x80), last]
}

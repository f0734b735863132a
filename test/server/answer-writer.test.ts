import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { Test } from 'tap'
import t from 'tap'
import { AnswerWriter } from '../../src/server/answer-writer.ts'

const KIB = 1024

/** What one request is answered with: a text, or a patch in pieces of so many characters. Each request has a letter of its own. */
interface Plan {
  readonly letter: string
  readonly pieces?: readonly number[]
}

t.test('writes an answer as it is, and a large one with its patch in base64', async (t) => {
  t.strictSame(await answer(t, [{ letter: 'a' }]), ['<a>'])
  for (const pieces of [[0], [1], [1, 1], [1, 1, 1], [2, 2], [16 * KIB, 17 * KIB, 18 * KIB]])
    t.strictSame(await answer(t, [{ letter: 'a', pieces }]), [whole('a', pieces)])
})

t.test('of any size', async (t) => {
  const pieces = [1500 * KIB, 1, 3500 * KIB]
  t.ok(isSame(await answer(t, [{ letter: 'a', pieces }]), [whole('a', pieces)]))
})

t.test('and none over one that is still to be sent', async (t) => {
  const pieces = [100 * KIB, 200 * KIB]
  const letters = ['a', 'b', 'c', 'd', 'e', 'f']

  const bodies = await answer(
    t,
    letters.map((letter) => ({ letter, pieces })),
  )

  t.ok(
    isSame(
      bodies,
      letters.map((letter) => whole(letter, pieces)),
    ),
  )
})

t.test('also in memory that was used before', async (t) => {
  const writer = new AnswerWriter()

  for (const pieces of [[600 * KIB], [2, 3], [400 * KIB, 500 * KIB], [70]])
    t.ok(isSame(await answer(t, [{ letter: 'a', pieces }], writer), [whole('a', pieces)]), pieces.join())
})

/** What a plan comes to. Its patch is of the letter and of what says where it is, so that nothing of it can change places. */
function whole(letter: string, pieces: readonly number[]): string {
  return `<${btoa(piecesOf(letter, pieces).join(''))}>`
}

function piecesOf(letter: string, lengths: readonly number[]): readonly string[] {
  return lengths.map((length, index) => textOf(`${letter}${index}`, length))
}

function textOf(prefix: string, length: number): string {
  return Array.from({ length: Math.ceil(length / 8) }, (_, index) => `${prefix}${String(index).padStart(6, '0')}`)
    .join('')
    .slice(0, length)
}

/** Said as true or false, since nobody wants to see megabytes. */
function isSame(found: readonly string[], wanted: readonly string[]): boolean {
  return found.length === wanted.length && found.every((text, index) => text === wanted[index])
}

/** Sends as many requests at once down one connection, so that all but the first answer have to wait, and gives the bodies. */
async function answer(t: Test, plans: readonly Plan[], writer = new AnswerWriter()): Promise<readonly string[]> {
  const waiting = [...plans]
  const server = createServer((_request, response: ServerResponse) => {
    const { letter, pieces } = waiting.shift() ?? { letter: '' }
    const isText = pieces === undefined
    writer.write(response, isText ? `<${letter}>` : { start: '<', patch: piecesOf(letter, pieces), end: '>' })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())

  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  const request = 'GET / HTTP/1.1\r\nHost: a\r\n'
  socket.write(`${`${request}\r\n`.repeat(plans.length - 1)}${request}Connection: close\r\n\r\n`)
  await once(socket, 'close')
  return bodiesIn(Buffer.concat(chunks).toString('latin1'), plans.length)
}

/** The bodies of so many answers, each as long as it says. */
function bodiesIn(text: string, count: number): readonly string[] {
  let rest = text
  return Array.from({ length: count }, () => {
    const [head = ''] = rest.split('\r\n\r\n', 1)
    const length = Number(/content-length: (\d+)/iu.exec(head)?.[1])
    const start = head.length + 4
    const body = rest.slice(start, start + length)
    rest = rest.slice(start + length)
    return body
  })
}

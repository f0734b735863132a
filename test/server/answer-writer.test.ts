import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { Test } from 'tap'
import t from 'tap'
import { AnswerWriter } from '../../src/server/answer-writer.ts'

const KIB = 1024

/** What one request is answered with: so many characters, or pieces of so many. Each request has a letter of its own. */
interface Plan {
  readonly letter: string
  readonly pieces: number | readonly number[]
}

t.test('writes an answer of one piece, and one of several', async (t) => {
  t.strictSame(await answer(t, [{ letter: 'a', pieces: 10 }]), ['a'.repeat(10)])
  t.strictSame(await answer(t, [{ letter: 'a', pieces: [10, 20, 30] }]), ['a'.repeat(60)])
  t.strictSame(await answer(t, [{ letter: 'a', pieces: [] }]), [''])
})

t.test('of any size', async (t) => {
  const pieces = [1, 1500 * KIB, 5000 * KIB, 1]

  const [body = ''] = await answer(t, [{ letter: 'a', pieces }])

  t.equal(body.length, 6500 * KIB + 2)
  t.equal(body.replaceAll('a', ''), '')
})

t.test('and none over one that is still to be sent', async (t) => {
  const plans = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => ({ letter, pieces: [100 * KIB, 300 * KIB] }))

  const bodies = await answer(t, plans)

  t.strictSame(
    bodies.map((body) => [body.length, body.replaceAll(body.charAt(0), ''), body.charAt(0)]),
    plans.map(({ letter }) => [400 * KIB, '', letter]),
  )
})

t.test('also in memory that was used before', async (t) => {
  const writer = new AnswerWriter()

  for (const length of [900 * KIB, 5, 1100 * KIB, 70]) {
    const [body = ''] = await answer(t, [{ letter: 'a', pieces: [length, 1] }], writer)
    t.equal(body, 'a'.repeat(length + 1))
  }
})

/** Sends as many requests at once down one connection, so that all but the first answer have to wait, and gives the bodies. */
async function answer(t: Test, plans: readonly Plan[], writer = new AnswerWriter()): Promise<readonly string[]> {
  const waiting = [...plans]
  const server = createServer((_request, response: ServerResponse) => {
    const { letter, pieces } = waiting.shift() ?? { letter: '', pieces: [] }
    const answer = typeof pieces === 'number' ? letter.repeat(pieces) : pieces.map((length) => letter.repeat(length))
    writer.write(response, answer)
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

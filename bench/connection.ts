import { once } from 'node:events'
import type { TLSSocket } from 'node:tls'
import { connect } from 'node:tls'
import type { Review } from './reviews.ts'
import type { RunningServer } from './servers.ts'

/** What a server answered. */
export interface Answer {
  readonly status: number
  /** The body, as it arrived: large ones are put together only by who reads them. */
  readonly chunks: readonly Buffer[]
  readonly length: number
}

/** A review made ready to be sent: the whole HTTP request in one buffer, so that the client takes little of the CPU. */
export interface Request {
  readonly bytes: Buffer
  readonly uidOffset: number
}

const HEAD_END = '\r\n\r\n'
const UID_PREFIX = '00000000-0000-4000-8000-'
const UID_DIGITS = 12

/** Makes a request of a review, as the API server's client would send it. Each connection needs one of its own. */
export function buildRequest({ body, uidOffset }: Review): Request {
  const head = [
    'POST /mutate?timeout=10s HTTP/1.1',
    'Host: wf-defaults.wf-defaults.svc:443',
    'User-Agent: kube-apiserver-admission',
    `Content-Length: ${body.length}`,
    'Accept: application/json, */*',
    'Content-Type: application/json',
    'Accept-Encoding: gzip',
  ].join('\r\n')
  const bytes = Buffer.concat([Buffer.from(head + HEAD_END), body])
  return { bytes, uidOffset: bytes.length - body.length + uidOffset }
}

/** A keep-alive connection over TLS that asks one thing at a time, by HTTP/1.1. */
export class Connection {
  readonly #server: RunningServer
  readonly #socket: TLSSocket
  #chunks: Buffer[] = []
  #received = 0
  #expected = 0
  #status = 0
  #settle: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined

  private constructor(server: RunningServer, socket: TLSSocket) {
    this.#server = server
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', (error: Error) => this.#settle?.reject(error))
    socket.on('close', () => this.#settle?.reject(new Error('the server closed the connection before it had answered')))
  }

  /** Connects, and checks the server's certificate. */
  static async open(server: RunningServer): Promise<Connection> {
    const socket = connect({ host: '127.0.0.1', port: server.port, ca: server.ca, servername: 'localhost' })
    socket.setNoDelay(true)
    await once(socket, 'secureConnect')
    return new Connection(server, socket)
  }

  /** Sends a request under a uid of its own. Rejects where the answer has another status, another uid or another length. */
  async ask(request: Request, expectedLength?: number): Promise<Answer> {
    this.#server.asked.count += 1
    const uid = `${UID_PREFIX}${String(this.#server.asked.count).padStart(UID_DIGITS, '0')}`
    request.bytes.write(uid, request.uidOffset, 'latin1')
    const answer = await this.#exchange(request.bytes)
    checkAnswer(answer, uid, expectedLength)
    return answer
  }

  close(): void {
    this.#socket.destroy()
  }

  #exchange(bytes: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#socket.write(bytes)
    })
  }

  #receive(chunk: Buffer): void {
    const rest = this.#expected === 0 ? this.#readHead(chunk) : chunk
    if (rest === undefined) return
    this.#chunks.push(rest)
    this.#received += rest.length
    if (this.#received >= this.#expected) this.#finish()
  }

  /** Reads the status and the length, and gives what follows them; `undefined` while the head is not there as a whole. */
  #readHead(chunk: Buffer): Buffer | undefined {
    const bytes = this.#chunks.length === 0 ? chunk : Buffer.concat([...this.#chunks, chunk])
    const end = bytes.indexOf(HEAD_END)
    if (end === -1) {
      this.#chunks = [bytes]
      return undefined
    }

    const head = bytes.toString('latin1', 0, end)
    this.#chunks = []
    this.#status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length))
    this.#expected = Number(/\r\ncontent-length: *(\d+)/iu.exec(head)?.[1])
    if (Number.isNaN(this.#expected))
      this.#socket.destroy(new Error(`expected a Content-Length in the answer, not ${head}`))
    return bytes.subarray(end + HEAD_END.length)
  }

  #finish(): void {
    const answer = { status: this.#status, chunks: this.#chunks, length: this.#received }
    const settle = this.#settle
    this.#chunks = []
    this.#received = 0
    this.#expected = 0
    this.#settle = undefined
    settle?.resolve(answer)
  }
}

function checkAnswer({ status, chunks, length }: Answer, uid: string, expectedLength = length): void {
  const start = (): string => Buffer.concat(chunks).toString('latin1', 0, 300)
  if (status !== 200) throw new Error(`expected status 200, not ${status}: ${start()}`)
  if (!chunks.some((chunk) => chunk.includes(uid, 0, 'latin1')))
    throw new Error(`expected the uid ${uid} in ${start()}`)
  if (length !== expectedLength)
    throw new Error(`expected ${expectedLength} bytes, as before, not ${length}: ${start()}`)
}

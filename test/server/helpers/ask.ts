import type { IncomingHttpHeaders } from 'node:http'
import http from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'

export interface Question {
  readonly method?: string
  readonly body?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
  /** The CA to trust, in PEM. */
  readonly ca?: string
  readonly agent?: http.Agent
  readonly minVersion?: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3'
  readonly maxVersion?: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Asks a server that listens. With a body it posts. */
export async function ask(url: string, { body, method = body === undefined ? 'GET' : 'POST', ...rest }: Question = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http
    request(url, { method, ...rest }, (response) => {
      const { statusCode = 0, headers } = response
      text(response).then((read) => resolve({ status: statusCode, headers, body: read }), reject)
    })
      .on('error', reject)
      .end(body)
  })
}

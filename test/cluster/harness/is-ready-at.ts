import { get } from 'node:http'

/** Whether the operations listener there says that wf-defaults is ready. @throws {Error} where nobody listens */
export function isReadyAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    get({ host, port, path: '/readyz', agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    }).once('error', reject)
  })
}

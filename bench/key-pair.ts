import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A server certificate and its key, as files, and the CA that signed it. */
export interface KeyPairFiles {
  readonly certificateFile: string
  readonly keyFile: string
  readonly ca: string
}

/** Makes the pair that every server gets, the way that certs/README.md tells users to (P-256). */
export function makeKeyPair(folder: string): KeyPairFiles {
  const { status, stderr } = spawnSync('bash', ['certs/make.sh', folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`certs/make.sh failed; it needs openssl 3:\n${stderr}`)
  return {
    certificateFile: join(folder, 'tls.crt'),
    keyFile: join(folder, 'tls.key'),
    ca: readFileSync(join(folder, 'ca.crt'), 'utf8'),
  }
}

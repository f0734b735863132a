import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binary } from './binaries.ts'
import { moduleFolder } from './binaries.ts'

/** What pins a binary: the version of its module, and a hash of all that decides what comes out. */
export interface Pin {
  /** Such as `v1.36.3`. */
  readonly version: string
  /** 12 hex digits. */
  readonly hash: string
}

/** Reads a binary's pin from its module. @throws {Error} where go.mod does not require it */
export function readPin(binary: Binary): Pin {
  const [goMod, goSum] = ['go.mod', 'go.sum'].map((file) => readFileSync(join(moduleFolder(binary), file), 'utf8'))
  const version = findVersion(goMod ?? '', binary.module)
  if (version === undefined) throw new Error(`${moduleFolder(binary)}/go.mod: expected it to require ${binary.module}`)

  const sources = binary.sources?.map((file) => readFileSync(join(moduleFolder(binary), file), 'utf8'))
  const made = [sources ?? binary.package, binary.version(version), ...(binary.lacks ?? [])]
  const decides = [goMod, goSum, ...made, process.platform, process.arch]
  return { version, hash: createHash('sha256').update(JSON.stringify(decides)).digest('hex').slice(0, 12) }
}

/** `require MODULE VERSION`, on a line of its own or in a block. */
function findVersion(goMod: string, module: string): string | undefined {
  const lines = goMod.split('\n').map((line) => line.trim().replace(/^require /u, ''))
  return lines.find((line) => line.startsWith(`${module} v`))?.split(' ')[1]
}

import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Binary } from './binaries.ts'
import { moduleFolder } from './binaries.ts'

/** Returns the folder of Go's module cache that holds the module which a binary is built from, downloaded if need be. */
export function findModuleSources(binary: Binary): string {
  const args = ['mod', 'download', '-json', binary.module]
  const answer = execFileSync('go', args, { cwd: moduleFolder(binary), encoding: 'utf8' })
  return (JSON.parse(answer) as { readonly Dir: string }).Dir
}

/** Go's module cache is read-only, and so would be a copy of its folders: nobody could add to it, or remove it. */
export function makeWritable(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) makeWritable(join(folder, entry.name))
    else chmodSync(join(folder, entry.name), 0o644)
}

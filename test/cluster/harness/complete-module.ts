import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Binary } from './binaries.ts'
import { moduleFolder } from './binaries.ts'

/** A binary's module made whole. */
export interface CompleteModule {
  /** In place of the go.mod that pins it. */
  readonly goMod: string
  readonly remove: () => void
}

/**
 * Copies the module that a binary is built from into `folder`, and adds the files that it lacks: Go embeds no file that is
 * not there, and lets nothing be laid over its module cache.
 */
export function completeModule(binary: Binary, folder: string): CompleteModule {
  const [sources, goMod, goSum] = ['sources', 'go.mod', 'go.sum'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  cpSync(download(binary), sources, { recursive: true })
  makeWritable(sources)
  for (const file of binary.lacks ?? []) writeEmpty(join(sources, file))

  const pinned = readFileSync(join(moduleFolder(binary), 'go.mod'), 'utf8')
  writeFileSync(goMod, `${pinned}\nreplace ${binary.module} => ${sources}\n`)
  copyFileSync(join(moduleFolder(binary), 'go.sum'), goSum)
  return { goMod, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Returns the folder in the module cache. */
function download(binary: Binary): string {
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

function writeEmpty(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
}

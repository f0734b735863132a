import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Binary } from './binaries.ts'
import { moduleFolder } from './binaries.ts'
import { findModuleSources, makeWritable } from './module-sources.ts'

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
  cpSync(findModuleSources(binary), sources, { recursive: true })
  makeWritable(sources)
  for (const file of binary.lacks ?? []) writeEmpty(join(sources, file))

  const pinned = readFileSync(join(moduleFolder(binary), 'go.mod'), 'utf8')
  writeFileSync(goMod, `${pinned}\nreplace ${binary.module} => ${sources}\n`)
  copyFileSync(join(moduleFolder(binary), 'go.sum'), goSum)
  return { goMod, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function writeEmpty(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
}

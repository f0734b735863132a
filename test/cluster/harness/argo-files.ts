import { cpSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Binary } from './binaries.ts'
import { findModuleSources, makeWritable } from './module-sources.ts'

/** What is taken: the CRDs, and all that Argo's authors wrote to show or to test what their program does. */
const TAKEN = ['manifests/base/crds', 'examples', 'test/e2e', 'workflow/controller', 'workflow/validate']
const EXTENSIONS = ['.yaml', '_test.go']

/** Copies Argo's manifests and tests, in their folders, out of the module that the controller was built from. */
export function copyArgoFiles(controller: Binary, folder: string): void {
  const sources = findModuleSources(controller)
  const unfinished = `${folder}.${process.pid}`
  for (const taken of TAKEN) cpSync(join(sources, taken), join(unfinished, taken), { recursive: true, filter: isTaken })
  makeWritable(unfinished)
  renameSync(unfinished, folder)
}

function isTaken(path: string): boolean {
  return statSync(path).isDirectory() || EXTENSIONS.some((extension) => path.endsWith(extension))
}

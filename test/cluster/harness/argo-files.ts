import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Binary } from './binaries.ts'
import { moduleFolder } from './binaries.ts'

/** Copies Argo's CRDs, in the folders `full` and `minimal`, out of the module that the controller was built from. */
export function copyArgoFiles(controller: Binary, folder: string): void {
  const found = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', controller.module], {
    cwd: moduleFolder(controller),
    encoding: 'utf8',
  })
  const unfinished = `${folder}.${process.pid}`
  cpSync(join(found.trim(), 'manifests/base/crds'), unfinished, { recursive: true })
  makeWritable(unfinished)
  renameSync(unfinished, folder)
}

/** Go's module cache is read-only, and so would be the copy of its folders: nobody could remove it. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) makeWritable(join(folder, entry.name))
    else chmodSync(join(folder, entry.name), 0o644)
}

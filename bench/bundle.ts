import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Lays the bundle beside package.json in a folder of its own, as the image holds it, and gives the path of its entry. Without
 * the folder of a bundle that is there already, it is built from the sources first.
 */
export function layBundle(folder: string, dist: string | undefined): string {
  if (dist === undefined) build()
  cpSync('package.json', join(folder, 'package.json'))
  cpSync(dist ?? 'dist', join(folder, 'dist'), { recursive: true })
  return join(folder, 'dist', 'main.js')
}

/** The flags that the image gives to Node, between its name and the bundle's. */
export function readNodeFlags(): readonly string[] {
  const entry = /^ENTRYPOINT (\[.*\])$/mu.exec(readFileSync('Dockerfile', 'utf8'))?.[1]
  if (entry === undefined) throw new Error('Dockerfile: expected an ENTRYPOINT as a list on one line')
  return (JSON.parse(entry) as readonly string[]).slice(1, -1)
}

function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.ts'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the bundle cannot be built:\n${stderr}`)
}

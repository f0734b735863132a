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

/** How the image runs Node. */
export interface NodeSettings {
  /** Its flags, between its name and the bundle's. */
  readonly flags: readonly string[]
  /** All of its environment: nothing of this shell is to reach the servers. */
  readonly environment: Readonly<Record<string, string>>
}

/** Reads in the Dockerfile how the image runs Node. */
export function readNodeSettings(): NodeSettings {
  const file = readFileSync('Dockerfile', 'utf8')
  const assignments = Array.from(file.matchAll(/^ENV (.+)$/gmu), ([, line = '']) => line.split(' ')).flat()
  return {
    flags: readNodeFlags(file),
    environment: Object.fromEntries(assignments.map((assignment) => assignment.split('=') as [string, string])),
  }
}

function readNodeFlags(file: string): readonly string[] {
  const entry = /^ENTRYPOINT (\[.*\])$/mu.exec(file)?.[1]
  if (entry === undefined) throw new Error('Dockerfile: expected an ENTRYPOINT as a list on one line')
  return (JSON.parse(entry) as readonly string[]).slice(1, -1)
}

function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.ts'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the bundle cannot be built:\n${stderr}`)
}

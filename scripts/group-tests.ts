import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'

const GROUPS = '.tap/groups'

/** tap goes by the alphabet. What takes longest comes first, so that no processor waits for it in the end. */
const SLOWEST: readonly string[] = ['test/properties', 'test/image', 'test/server']

/**
 * Puts the test files of each folder of `test` into one file for tap, which starts a process a file: that takes a processor a
 * second or two each time, more than most tests do. Gives the paths of those files.
 */
export function groupTests(files: readonly string[]): readonly string[] {
  rmSync(GROUPS, { recursive: true, force: true })
  mkdirSync(GROUPS, { recursive: true })
  const folders = Object.entries(Object.groupBy(files, topFolderOf))
  return folders.map(([folder, inFolder = []]) => writeGroup(folder, inFolder))
}

function topFolderOf(file: string): string {
  return file.split(sep, 2).join('/')
}

function writeGroup(folder: string, files: readonly string[]): string {
  const place = SLOWEST.indexOf(folder)
  const group = join(GROUPS, `${place < 0 ? '' : `${place}-`}${folder.replaceAll('/', '-')}.ts`)
  writeFileSync(
    group,
    `import { runGroup } from '../../scripts/run-group.ts'\n\nawait runGroup(${JSON.stringify(files, null, 2)})\n`,
  )
  return group
}

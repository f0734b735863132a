import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Binary } from './binaries.ts'
import { moduleFolder } from './binaries.ts'
import { completeModule } from './complete-module.ts'
import { keepChild } from './keep-child.ts'

const PROGRESS_INTERVAL_MS = 15_000
const KEPT_LINES = 20

/**
 * Builds a binary into `output`, and says now and then how far it is.
 * @throws {Error} with the end of Go's output where the build fails
 */
export async function goBuild(
  binary: Binary,
  version: string,
  output: string,
  say: (progress: string) => void,
): Promise<void> {
  const flags = ['-s', '-w', ...binary.version(version)]
  const targets = binary.sources ?? [binary.package]
  const module = binary.lacks && completeModule(binary, `${output}.module`)
  const modfile = module === undefined ? [] : [`-modfile=${module.goMod}`]
  const args = ['build', '-v', '-trimpath', ...modfile, `-ldflags=${flags.join(' ')}`, '-o', output, ...targets]
  // Without cgo there is no need for a C compiler.
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' }
  const child = spawn('go', args, { cwd: moduleFolder(binary), env, stdio: ['ignore', 'ignore', 'pipe'] })
  keepChild(child)
  const seen = { downloaded: 0, compiled: 0, lines: [] as readonly string[] }
  const timer = setInterval(
    () => say(`${seen.downloaded} modules downloaded, ${seen.compiled} packages compiled`),
    PROGRESS_INTERVAL_MS,
  )
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })

  try {
    // `-v` names a package when it is compiled.
    for await (const line of createInterface({ input: child.stderr })) {
      if (line.startsWith('go: downloading ')) seen.downloaded += 1
      else seen.compiled += 1
      seen.lines = [...seen.lines.slice(1 - KEPT_LINES), line]
    }
    const code = await closed
    if (code !== 0) throw new Error(`go build ${binary.package} ended with ${code}:\n${seen.lines.join('\n')}`)
  } finally {
    module?.remove()
    clearInterval(timer)
  }
}

import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { readVersions } from './harness/binaries.ts'
import { buildBinaries } from './harness/build-binaries.ts'
import { runInSandbox } from './harness/sandbox.ts'

/**
 * Runs the tests against a real control plane: see the README beside this file. With arguments (test files) it runs only
 * those, without coverage.
 */

try {
  // Before the sandbox, which has no way to the Go module proxy.
  await buildBinaries(readVersions(process.env), process.env, (line) => console.error(line))
  const inside = fileURLToPath(new URL('run-inside.ts', import.meta.url))
  // What finds modules without code calls a part of Node that may change yet: of that nobody has to be told.
  const flag = '--disable-warning=ExperimentalWarning'
  process.exitCode = await runInSandbox(process.execPath, [flag, inside, ...process.argv.slice(2)])
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { readVersions } from '../../test/cluster/harness/binaries.ts'
import { buildBinaries } from '../../test/cluster/harness/build-binaries.ts'
import { runInSandbox } from '../../test/cluster/harness/sandbox.ts'

/** Measures wf-defaults in a large cluster: see docs/benchmark.md. */

try {
  // Before the sandbox, which has no way to the Go module proxy.
  await buildBinaries(readVersions(process.env), process.env, (line) => console.error(line))
  const inside = fileURLToPath(new URL('run-inside.ts', import.meta.url))
  process.exitCode = await runInSandbox(process.execPath, [inside])
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

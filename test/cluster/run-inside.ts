import { globSync } from 'node:fs'
import process from 'node:process'
import { closeSuite, runTap } from '../../scripts/run-tap.ts'
import { COVERAGE_FLAGS, findCoverageFaults } from './coverage.ts'
import { readVersions } from './harness/binaries.ts'
import { buildBinaries } from './harness/build-binaries.ts'
import { startControlPlane } from './harness/control-plane.ts'
import { readCrdFlavour } from './harness/install-argo.ts'
import { SANDBOX_ADDRESS } from './harness/sandbox.ts'
import { writeEnvironment } from './harness/test-cluster.ts'
import { timeOf } from './time-of.ts'

/** Starts one control plane in the sandbox for all test files, runs them one after the other, and stops it. */

const say = (line: string): void => console.error(line)
const versions = readVersions(process.env)
const crds = readCrdFlavour(process.env, versions)
const built = await buildBinaries(versions, process.env, say)

say(`Kubernetes ${versions.kubernetes}, Argo Workflows ${versions.argo}, its ${crds} CRDs`)
const controlPlane = await startControlPlane({ built, address: SANDBOX_ADDRESS, crds, say })
try {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop(signal))
  writeEnvironment(process.env, controlPlane, built, crds)
  await runTests(process.argv.slice(2))
} finally {
  await controlPlane.stop()
}

/** One file after the other: what they change in the control plane is one for all. */
async function runTests(chosen: readonly string[]): Promise<void> {
  const everything = chosen.length === 0
  const files = everything ? globSync('test/cluster/**/*.test.ts').toSorted() : chosen
  const coverage = everything ? COVERAGE_FLAGS : ['--disable-coverage']
  const tests = await runTap(...coverage, '--jobs=1', '--timeout=300', ...files)
  if (everything) say(`fidelity to Argo took ${timeOf('test/cluster/fidelity')} of ${timeOf('test/cluster')}`)
  closeSuite(tests.passed, tests.failed, [...tests.faults, ...(everything ? findCoverageFaults() : [])])
}

async function stop(signal: string): Promise<never> {
  say(`${signal}: stopping`)
  await controlPlane.stop()
  process.exit(130)
}

import { globSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { groupTests } from './group-tests.ts'
import { isTypesOnly } from './is-types-only.ts'
import { closeSuite, runTap } from './run-tap.ts'

/**
 * Runs the tests and ends with `N passed, N failed`. What tap lets through counts as a failure here: a test that asserts
 * nothing, and a file of src that no test loads, which is missing from tap's coverage instead of being 0 %.
 * With arguments (test files, tap's flags) it runs only those, without coverage.
 */

const COVERAGE = '.tap/report/coverage-final.json'
// The first only starts the program; what meets a real cluster is covered by `npm run test:cluster`.
const NOT_COVERED = ['src/main.ts', 'src/cluster/**']

const chosen = process.argv.slice(2)
const everything = chosen.length === 0

rmSync(COVERAGE, { force: true })
const tests = await runTap(
  ...(everything
    ? ['--coverage-map=scripts/coverage-map.ts', `--jobs=${availableParallelism()}`, ...groupTests(findTests())]
    : ['--disable-coverage']),
  ...chosen,
)
const faults = [...tests.faults, ...(everything ? findFilesWithoutTests() : [])]
if (!tests.ok && tests.failed + faults.length === 0) faults.push('coverage is under 100 %, or tap failed: see above')
closeSuite(tests.passed, tests.failed, faults)

function findTests(): readonly string[] {
  return globSync('test/**/*.test.ts', { exclude: ['test/cluster/**', 'test/fixtures/**'] }).toSorted()
}

function findFilesWithoutTests(): string[] {
  const covered = readCoveredFiles()
  return globSync('src/**/*.ts', { exclude: NOT_COVERED })
    .filter((file) => !covered.has(file) && !isTypesOnly(file))
    .toSorted()
    .map((file) => `${file} is loaded by no test`)
}

function readCoveredFiles(): ReadonlySet<string> {
  try {
    const report: unknown = JSON.parse(readFileSync(COVERAGE, 'utf8'))
    return new Set(Object.keys(report as object).map((file) => relative('', file)))
  } catch {
    return new Set()
  }
}

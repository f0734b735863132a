import { spawn } from 'node:child_process'
import { globSync, readFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'
import { transformSync } from 'esbuild'

/**
 * Runs the tests and ends with `N passed, N failed`. What tap lets through counts as a failure here: a test that asserts
 * nothing, and a file of src that no test loads, which is missing from tap's coverage instead of being 0 %.
 * With arguments (test files, tap's flags) it runs only those, without coverage.
 */

const RESULTS = '.tap/test-results'
const COVERAGE = '.tap/report/coverage-final.json'
// It only starts the program.
const NOT_COVERED = ['src/main.ts']

interface Run {
  readonly ok: boolean
  readonly output: string
}

const chosen = process.argv.slice(2)
const everything = chosen.length === 0

rmSync(RESULTS, { recursive: true, force: true })
rmSync(COVERAGE, { force: true })
const built = await run('tap', 'build')
const tests = built.ok ? await run('tap', 'run', ...(everything ? [] : ['--disable-coverage']), ...chosen) : built

const counts = countAssertions(tests.output)
const faults = [...findTestsWithoutAssertions(), ...(everything ? findFilesWithoutTests() : [])]
if (counts.passed + counts.failed === 0) faults.push('nothing was asserted')
if (!tests.ok && counts.failed + faults.length === 0) faults.push('coverage is under 100 %, or tap failed: see above')

const failed = counts.failed + faults.length
console.log(faults.map((fault) => `not ok - ${fault}\n`).join(''))
console.log(`${counts.passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Under CI tap prints its report once; elsewhere it redraws it at every assertion. */
async function run(command: string, ...args: readonly string[]): Promise<Run> {
  const child = spawn(command, args, { stdio: ['inherit', 'pipe', 'inherit'], env: { ...process.env, CI: 'true' } })
  const closed = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code === 0))
  })

  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    process.stdout.write(text)
  })
  return { ok: await closed, output }
}

/** Reads tap's closing line, such as `# { total: 5, pass: 4, fail: 1 }`. */
function countAssertions(output: string): { readonly passed: number; readonly failed: number } {
  const summary = output.match(/# \{ total: .*\}/gu)?.at(-1) ?? ''
  const count = (name: string): number => Number(new RegExp(`${name}: (\\d+)`, 'u').exec(summary)?.[1] ?? 0)
  return { passed: count('pass'), failed: count('fail') }
}

/** tap calls a test with an empty plan passed, and a file without tests skipped. */
function findTestsWithoutAssertions(): string[] {
  return globSync(`${RESULTS}/**/*.tap`)
    .toSorted()
    .flatMap((results) => {
      const file = relative(RESULTS, results).replace(/\.tap$/u, '')
      return findEmptyPlans(readFileSync(results, 'utf8')).map((title) => `${file} asserts nothing ${title}`.trim())
    })
}

/** The titles of tests whose plan is empty, or an empty title for a file whose own plan is. */
function findEmptyPlans(results: string): string[] {
  if (!/^1\.\.[1-9]/mu.test(results)) return ['']
  return Array.from(results.matchAll(/# Subtest: (.*)\n +1\.\.0\b/gu), ({ 1: title }) => `in "${title}"`)
}

function findFilesWithoutTests(): string[] {
  const covered = readCoveredFiles()
  return globSync('src/**/*.ts')
    .filter((file) => !covered.has(file) && !NOT_COVERED.includes(file) && !isTypesOnly(file))
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

/** Nothing is left of such a file when its types are gone. */
function isTypesOnly(file: string): boolean {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', minify: true })
  return code.replace('export{};', '').trim() === ''
}

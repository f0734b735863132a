import { spawn } from 'node:child_process'
import { globSync, readFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'

const RESULTS = '.tap/test-results'

/** How a run of tap went. */
export interface TapRun {
  readonly ok: boolean
  readonly passed: number
  readonly failed: number
  /** What tap lets through: tests and files that assert nothing. */
  readonly faults: readonly string[]
}

interface Ended {
  readonly ok: boolean
  readonly output: string
}

/** Runs tap with these arguments, and shows what it prints. */
export async function runTap(...args: readonly string[]): Promise<TapRun> {
  rmSync(RESULTS, { recursive: true, force: true })
  const built = await run('tap', 'build')
  const tests = built.ok ? await run('tap', 'run', ...args) : built
  const counts = countAssertions(tests.output)
  const nothing = counts.passed + counts.failed === 0 ? ['nothing was asserted'] : []
  return { ok: tests.ok, ...counts, faults: [...findTestsWithoutAssertions(), ...nothing] }
}

/** Prints the faults and the closing line of a suite, and makes the process fail where anything did. */
export function closeSuite(passed: number, failed: number, faults: readonly string[]): void {
  const sum = failed + faults.length
  console.log(faults.map((fault) => `not ok - ${fault}\n`).join(''))
  console.log(`${passed} passed, ${sum} failed`)
  process.exitCode = sum === 0 ? 0 : 1
}

/** Under CI tap prints its report once; elsewhere it redraws it at every assertion. */
async function run(command: string, ...args: readonly string[]): Promise<Ended> {
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

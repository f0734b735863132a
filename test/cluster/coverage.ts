import { globSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { isTypesOnly } from '../../scripts/is-types-only.ts'

// Faults of a network cannot all be had from a real one.
const LEAST_PERCENT = 90

const SUMMARY = '.tap/report/coverage-summary.json'
const METRICS = ['lines', 'branches', 'functions'] as const

/** How much of a file is covered; of all of them under `total`. */
type Summary = Readonly<Record<string, Readonly<Record<(typeof METRICS)[number], { readonly pct: number }>>>>

/** What tells tap to cover src/cluster, and to leave the judgement to `findCoverageFaults`. */
export const COVERAGE_FLAGS = [
  '--coverage-map=test/cluster/coverage-map.ts',
  '--coverage-report=json-summary',
  '--coverage-report=text',
  '--allow-incomplete-coverage',
]

/** Where the coverage of src/cluster, by the processes that the tests started, is less than it has to be. */
export function findCoverageFaults(): readonly string[] {
  const summary = JSON.parse(readFileSync(SUMMARY, 'utf8')) as Summary
  const covered = new Set(Object.keys(summary).map((file) => relative('', file)))
  const missing = globSync('src/cluster/**/*.ts').filter((file) => !covered.has(file) && !isTypesOnly(file))
  const low = METRICS.filter((metric) => (summary['total']?.[metric].pct ?? 0) < LEAST_PERCENT)
  return [
    ...missing.map((file) => `${file} is loaded by no test`),
    ...low.map((metric) => `${metric} of src/cluster are covered by less than ${LEAST_PERCENT} %`),
  ]
}

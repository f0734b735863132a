import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const RESULTS = '.tap/test-results'

/** How long the test files of a folder took in the last run, in minutes and seconds, without those that did not get to their end. */
export function timeOf(folder: string): string {
  const results = globSync(join(RESULTS, folder, '**/*.tap')).map((file) => readFileSync(file, 'utf8'))
  const seconds = Math.round(results.reduce((sum, text) => sum + readMs(text), 0) / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

function readMs(results: string): number {
  return Number(/^# time=([\d.]+)ms$/mu.exec(results)?.[1] ?? 0)
}

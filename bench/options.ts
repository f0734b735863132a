import { parseArgs } from 'node:util'

/** What one run of the benchmark is asked to do. */
export interface Options {
  readonly quick: boolean
  readonly profile: boolean
  readonly json: string | undefined
  readonly dist: string | undefined
}

export const HELP = `Usage: npm run bench -- [--quick] [--json FILE] [--dist FOLDER]
       npm run bench -- --profile [--dist FOLDER]

Measures wf-defaults, as it ships, beside a bare node:https server and beside the usual way (clone, mutate, compare).
docs/benchmark.md says what is measured, and how.

  --quick        under 40 seconds, with more noise; the whole run takes about 4 minutes
  --json FILE    writes the figures to the file too
  --dist FOLDER  measures a bundle that is built already, in place of one of the sources here
  --profile      runs wf-defaults alone under the CPU profiler with the largest reviews, and prints where the time goes
  --help         prints this

Targets that are missed are named, and are no failure: the exit code is 0.
`

/** Reads the command line; `undefined` where help was asked for. Throws where it cannot be read. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      json: { type: 'string' },
      dist: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  return { quick: values.quick, profile: values.profile, json: values.json, dist: values.dist }
}

import type { Ending } from './runs.ts'

const WAITS = 'waits for somebody to resume it'
const ENDLESS = 'calls itself until its Pods print something else than before'

/** Of Argo's examples, those that do not start or come to no end here, with defaults or without, each with the reason, and where that is so. */
export const NOT_RUN: Readonly<Record<string, { readonly reason: string; readonly where?: Ending }>> = {
  'examples/fibonacci-seq-conditional-param.yaml': { reason: ENDLESS, where: 'all succeed' },
  'examples/intermediate-parameters.yaml': { reason: WAITS, where: 'all succeed' },
  'examples/memoize-simple.yaml': { reason: 'the full CRDs refuse it: its cache has no key' },
  'examples/parameter-aggregation.yaml': { reason: 'loops over numbers that its Pods print', where: 'all succeed' },
  'examples/recursive-for-loop.yaml': { reason: ENDLESS, where: 'all succeed' },
  'examples/retry-container-to-completion.yaml': { reason: 'is tried again until it succeeds', where: 'all fail' },
  'examples/suspend-template-outputs.yaml': { reason: WAITS },
  'examples/suspend-template.yaml': { reason: WAITS, where: 'all succeed' },
}

import type { Figures } from './figures.ts'
import type { Cost } from './measure-linear.ts'
import { SIZES } from './plan.ts'

/** A figure that was promised, and what it came to. */
export interface Target {
  readonly name: string
  readonly wanted: string
  readonly measured: string
  readonly isMet: boolean
}

const BY_BARE = [
  { size: '3 KB', templates: SIZES.small, least: 0.75 },
  { size: '43 KB', templates: SIZES.middle, least: 0.65 },
  { size: '430 KB', templates: SIZES.large, least: 0.55 },
]
const BY_USUAL = [
  { size: '43 KB', templates: SIZES.middle, least: 2.5 },
  { size: '430 KB', templates: SIZES.large, least: 2.5 },
]
const MAX_ANNOTATED = 1.1
const MAX_RSS_MIB = 120
const MAX_START_MS = 300
/** A template of a thousand may cost so much more than one of a hundred, for the larger heap; a quadratic part would cost ten times as much. */
const MAX_GROWTH = 1.5

/** Holds the figures against the targets. */
export function judge({ throughput, linear, annotations, memory, start }: Figures): readonly Target[] {
  const of = (templates: number): Figures['throughput'][number] | undefined =>
    throughput.find((row) => row.server === 'wf-defaults' && row.templates === templates)
  return [
    ...BY_BARE.map(({ size, templates, least }) =>
      atLeast(`requests/s by bare, ${size}`, least, of(templates)?.requestsByBare.median),
    ),
    ...BY_USUAL.map(({ size, templates, least }) =>
      atLeast(`requests/s by usual, ${size}`, least, of(templates)?.requestsByUsual.median),
    ),
    atMost(
      'a template of 1,000 by one of 100, decide',
      MAX_GROWTH,
      growth(linear, ({ decideUs }) => decideUs),
    ),
    atMost(
      'a template of 1,000 by one of 100, server CPU',
      MAX_GROWTH,
      growth(linear, ({ serverUs }) => serverUs),
    ),
    atMost('CPU with five annotations by none, 3 KB', MAX_ANNOTATED, annotations.median),
    under('RSS after load, MiB', MAX_RSS_MIB, memory.now),
    under('spawn to first answer, ms', MAX_START_MS, start.median),
  ]
}

function growth(costs: readonly Cost[], of: (cost: Cost) => number): number {
  const each = (templates: number): number => {
    const cost = costs.find((cost) => cost.templates === templates)
    return cost === undefined ? NaN : of(cost) / templates
  }
  return each(1000) / each(100)
}

function atLeast(name: string, least: number, measured = NaN): Target {
  return { name, wanted: `at least ${least}`, measured: measured.toFixed(2), isMet: measured >= least }
}

function atMost(name: string, most: number, measured: number): Target {
  return { name, wanted: `at most ${most}`, measured: measured.toFixed(2), isMet: measured <= most }
}

function under(name: string, limit: number, measured: number): Target {
  return { name, wanted: `under ${limit}`, measured: measured.toFixed(0), isMet: measured < limit }
}

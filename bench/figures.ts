import type { Cost } from './measure-linear.ts'
import type { MixedLoad } from './measure-mixed.ts'
import type { Throughput } from './measure-throughput.ts'
import type { Summary } from './statistics.ts'

/** Everything that one run measures. */
export interface Figures {
  readonly node: string
  readonly cores: number
  /** The share of the machine that other processes had while requests/s were measured. */
  readonly othersBusy: number
  readonly throughput: readonly Throughput[]
  readonly mixed: readonly MixedLoad[]
  readonly linear: readonly Cost[]
  /** Server CPU of a small request with five settings in its annotations, by that of one with none. */
  readonly annotations: Summary
  /** Of wf-defaults, in MiB. */
  readonly memory: Memory
  /** From the spawn to the first answer, in milliseconds. */
  readonly start: Summary
  /** How many lines wf-defaults has logged, by how many requests it got. */
  readonly logLinesPerRequest: number
}

/** The memory that wf-defaults held, in MiB. */
export interface Memory {
  readonly beforeLoad: number
  readonly now: number
  readonly most: number
}

import type { Default } from './defaults/default.ts'
import type { Place } from './patch/place.ts'
import type { DecisionReason, ObjectReason } from './reasons.ts'

/** What became of one default (R1). */
export interface Decision {
  readonly default: Default
  /** The object or list that the value goes into, and the field of it; a list's new item has the field `-`. */
  readonly place: Place
  readonly field: string
  /** Whether the field is the key of a map or the name of an item, and stands in brackets in the decision's `key`. */
  readonly isEntry: boolean
  /** Where the decision is about one item of the list that is the field's value: its name. */
  readonly item: string | undefined
  readonly decision: 'injected' | 'kept' | 'skipped'
  readonly reason: DecisionReason
  /** What the reason's sentence names: a parameter, a mount path, the place that set the key. */
  readonly detail?: string | undefined
}

/** How many defaults were injected, kept and skipped. */
export interface DecisionCounts {
  readonly injected: number
  readonly kept: number
  readonly skipped: number
}

/** What became of the whole object (I3). */
export type Outcome = 'patched' | 'unchanged' | 'skipped' | 'audited' | 'denied'

/** The answer of the core: what is done to one object, and why. */
export interface Verdict {
  readonly outcome: Outcome
  /** Why the object as a whole was skipped or denied; `null` for every other outcome. */
  readonly reason: ObjectReason | null
  /** The sentence that belongs to the reason. */
  readonly message: string | null
  /** Made anew for who explains them; none where the case does not keep them: the webhook needs their counts alone. */
  readonly decisions: () => readonly Decision[]
  readonly counts: DecisionCounts
  /** One line each, without control characters; an answer to the API server has them shortened (R11). */
  readonly warnings: readonly string[]
  /**
   * The JSON Patch (RFC 6902) as JSON text in ASCII, in pieces to be read one after the other: as one string a large patch costs
   * more than all else. None where there is nothing to patch.
   * It holds what would be done in an audited namespace too: only `outcome` tells whether it is applied.
   */
  readonly patch: readonly string[]
  /** The hash of the settings that it was decided by, those of the Namespace and the object included. */
  readonly settingsHash: string
}

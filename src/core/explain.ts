import type { Decision, Outcome, Verdict } from './decision.ts'
import type { Json } from './json.ts'
import { own, ownText } from './json.ts'
import { keyOf } from './key-of.ts'
import type { DecisionReason, ObjectReason } from './reasons.ts'
import { DECISION_REASONS } from './reasons.ts'
import type { Source } from './settings/resolve.ts'
import { shorten } from './shorten.ts'

/** One decision, as it is printed (I3). */
export interface ExplainedDecision {
  readonly setting: string
  readonly key: string
  readonly path: string
  readonly decision: 'injected' | 'kept' | 'skipped'
  readonly reason: DecisionReason
  readonly message: string
  /** Of an injected default only. */
  readonly value?: Json
  readonly source: Source
}

/** What was decided for one object and why: one shape for the command line, `/dry-run` and the tests (I3). */
export interface Explanation {
  readonly object: {
    readonly apiVersion: string | null
    readonly kind: string | null
    readonly namespace?: string
    readonly name: string | null
  }
  readonly outcome: Outcome
  readonly reason: ObjectReason | null
  readonly message: string | null
  /** The hash of the settings in force, as in the audit annotation `settings`. */
  readonly settings: string
  readonly decisions: readonly ExplainedDecision[]
  readonly warnings: readonly string[]
  readonly patch: readonly Json[]
}

/** The longest value that a message quotes. */
const MAX_QUOTED_LENGTH = 60

/** Renders a verdict for a person: messages, keys and paths are made here, and only for who asks. */
export function explain(object: unknown, namespace: string, { decisions, patch, ...verdict }: Verdict): Explanation {
  return {
    object: identify(object, namespace),
    outcome: verdict.outcome,
    reason: verdict.reason,
    message: verdict.message,
    settings: verdict.settingsHash,
    decisions: decisions().map(explainDecision),
    warnings: verdict.warnings,
    patch: patch.length === 0 ? [] : (JSON.parse(patch.join('')) as readonly Json[]),
  }
}

function identify(object: unknown, namespace: string): Explanation['object'] {
  const metadata = own(object, 'metadata')
  const place = ownText(metadata, 'namespace') ?? namespace
  return {
    apiVersion: ownText(object, 'apiVersion') ?? null,
    kind: ownText(object, 'kind') ?? null,
    ...(place !== '' && { namespace: place }),
    name: ownText(metadata, 'name') ?? ownText(metadata, 'generateName') ?? null,
  }
}

function explainDecision(made: Decision): ExplainedDecision {
  const { default: value, decision, reason } = made
  return {
    setting: value.setting,
    key: keyOf(made),
    path: pathOf(made),
    decision,
    reason,
    message: messageOf(made),
    ...(decision === 'injected' && { value: value.value }),
    source: value.source,
  }
}

function messageOf({ default: value, place, field, decision, reason, detail }: Decision): string {
  const sentence = DECISION_REASONS[reason](detail ?? quoteShort(own(place.value, field)))
  return decision === 'injected' ? `${sentence}; the default is ${quoteShort(value.value)}` : sentence
}

function quoteShort(value: Json | undefined): string {
  return shorten(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'it'), MAX_QUOTED_LENGTH)
}

function pathOf({ place, field }: Decision): string {
  return place.pathOf(field)
}

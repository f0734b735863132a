import { deepStrictEqual } from 'node:assert'
import { decide } from '../../src/core/decide.ts'
import type { Verdict } from '../../src/core/decision.ts'
import type { ExplainedDecision, Explanation } from '../../src/core/explain.ts'
import { explain } from '../../src/core/explain.ts'
import type { ClusterFacts, RequestFacts } from '../../src/core/facts.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import type { Json } from '../../src/core/json.ts'
import type { ResolvedSettings } from '../../src/core/settings/resolve.ts'
import { layAnnotations } from './lay-annotations.ts'
import { CREATED } from './requests.ts'
import { NOTHING, settingsOf } from './settings.ts'
import { applyStrictly } from './strict-patch.ts'

/** What a case has beside the object and the settings. */
export interface Circumstances {
  readonly request?: Partial<RequestFacts>
  readonly cluster?: ClusterFacts
}

/** A verdict, and the readings of it that tests ask for. */
export interface Decided extends Explanation {
  readonly verdict: Verdict
  /** By key: the decision and its reason, as in `kept/user-set`. */
  readonly reasons: Readonly<Record<string, string>>
  /** The object as the patch leaves it. */
  readonly after: Json
  /** The decision with that key. */
  readonly find: (key: string) => ExplainedDecision | undefined
}

/** Decides where every setting is turned off but these. */
export function decideWith(defaults: object, object: unknown, circumstances: Circumstances = {}): Decided {
  return decideUnder(settingsOf({ ...NOTHING, ...defaults }), object, circumstances)
}

/** Decides under settings that were resolved before, and sees that nothing depends on whether decisions are kept. */
export function decideUnder(
  settings: ResolvedSettings,
  object: unknown,
  { request = {}, cluster = ASSUMED_CLUSTER }: Circumstances = {},
): Decided {
  const facts = { ...CREATED, ...request }
  const input = { object, request: facts, settings, cluster, layAnnotations }
  const verdict = decide(input)
  const unkept = decide({ ...input, keepsDecisions: false })
  deepStrictEqual({ ...verdict, decisions: undefined }, { ...unkept, decisions: undefined })
  const explanation = explain(object, facts.namespace, verdict)
  return {
    ...explanation,
    verdict,
    reasons: Object.fromEntries(
      explanation.decisions.map(({ key, decision, reason }) => [key, `${decision}/${reason}`]),
    ),
    after: applyStrictly(object, verdict.patch.join('')),
    find: (key) => explanation.decisions.find((decision) => decision.key === key),
  }
}

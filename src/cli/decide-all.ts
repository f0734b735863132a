import { factsOfCreation, findNamespaces } from '../core/admission/request-facts.ts'
import { kindOf } from '../core/argo/kinds.ts'
import { decide } from '../core/decide.ts'
import type { Verdict } from '../core/decision.ts'
import type { Explanation } from '../core/explain.ts'
import { explain } from '../core/explain.ts'
import type { ClusterFacts } from '../core/facts.ts'
import { ASSUMED_CLUSTER } from '../core/facts.ts'
import type { JsonObject } from '../core/json.ts'
import { toNamespaceFacts } from '../core/namespace-facts.ts'
import type { LayAnnotations } from '../core/settings/lay-annotations.ts'
import type { ResolvedSettings } from '../core/settings/resolve.ts'

/** What was decided for one input, and why. */
export interface Decided<Input> {
  readonly input: Input
  /** Whether it is one of the objects that get defaults at all (R2.1). */
  readonly isArgo: boolean
  readonly verdict: Verdict
  readonly explanation: Explanation
}

/** How the inputs are to be decided. */
export interface DecideOptions {
  /** Where objects go that name no namespace. */
  readonly namespace: string
  readonly settings: ResolvedSettings
  /** What reads annotations; not there where no input has any. */
  readonly layAnnotations: LayAnnotations | undefined
}

/**
 * Decides each input as the webhook would at its creation, in a cluster where whatever a default names exists (R10). Namespaces
 * among the inputs stand for those of the cluster.
 */
export function decideAll<Input extends { readonly object: JsonObject }>(
  inputs: readonly Input[],
  { namespace, settings, layAnnotations }: DecideOptions,
): readonly Decided<Input>[] {
  const namespaces = findNamespaces(inputs.map(({ object }) => object))
  const cluster: ClusterFacts = {
    ...ASSUMED_CLUSTER,
    namespace: (name) => toNamespaceFacts(namespaces.get(name)),
  }
  return inputs.map((input) => {
    const { object } = input
    const request = factsOfCreation(object, namespace, namespaces)
    const verdict = decide({ object, request, settings, cluster, layAnnotations })
    return {
      input,
      isArgo: kindOf(object) !== undefined,
      verdict,
      explanation: explain(object, request.namespace, verdict),
    }
  })
}

import { kindOf } from '../core/argo/kinds.ts'
import { decide } from '../core/decide.ts'
import type { Verdict } from '../core/decision.ts'
import type { Explanation } from '../core/explain.ts'
import { explain } from '../core/explain.ts'
import type { RequestFacts } from '../core/facts.ts'
import { ASSUMED_CLUSTER } from '../core/facts.ts'
import type { JsonObject } from '../core/json.ts'
import { own, ownText } from '../core/json.ts'
import { modeOf } from '../core/opt-in.ts'
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
}

/**
 * Decides each input as the webhook would at its creation, in a cluster where whatever a default names exists (R10). Namespaces
 * among the inputs stand for those of the cluster.
 */
export function decideAll<Input extends { readonly object: JsonObject }>(
  inputs: readonly Input[],
  { namespace, settings }: DecideOptions,
): readonly Decided<Input>[] {
  const namespaces = findNamespaces(inputs.map(({ object }) => object))
  return inputs.map((input) => {
    const request = gatherFacts(input.object, namespace, namespaces)
    const verdict = decide({ object: input.object, request, settings, cluster: ASSUMED_CLUSTER })
    return {
      input,
      isArgo: kindOf(input.object) !== undefined,
      verdict,
      explanation: explain(input.object, request.namespace, verdict),
    }
  })
}

function findNamespaces(objects: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  const namespaces = objects.filter(
    (object) => own(object, 'apiVersion') === 'v1' && own(object, 'kind') === 'Namespace',
  )
  return new Map(namespaces.map((object) => [ownText(own(object, 'metadata'), 'name') ?? '', object]))
}

function gatherFacts(object: JsonObject, fallback: string, namespaces: ReadonlyMap<string, JsonObject>): RequestFacts {
  const kind = kindOf(object)
  if (kind === 'ClusterWorkflowTemplate') return { operation: 'CREATE', mode: modeOf(object), namespace: '' }

  // Of other kinds it is not known here whether they have a namespace at all.
  const namespace = ownText(own(object, 'metadata'), 'namespace') ?? (kind === undefined ? '' : fallback)
  const found = namespaces.get(namespace)
  return { operation: 'CREATE', mode: found === undefined ? 'enabled' : modeOf(found), namespace }
}

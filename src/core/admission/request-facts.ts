import { kindOf } from '../argo/kinds.ts'
import type { RequestFacts } from '../facts.ts'
import { own, ownText } from '../json.ts'
import { modeOf } from '../opt-in.ts'
import type { AdmissionRequest } from './admission-review.ts'

/** Namespaces by their names. */
export type Namespaces = ReadonlyMap<string, unknown>

/** Finds the Namespaces among objects: they stand in for those of the cluster. */
export function findNamespaces(objects: readonly unknown[]): Namespaces {
  const namespaces = objects.filter(
    (object) => own(object, 'apiVersion') === 'v1' && own(object, 'kind') === 'Namespace',
  )
  return new Map(namespaces.map((object) => [ownText(own(object, 'metadata'), 'name') ?? '', object]))
}

/**
 * How an object would reach us if it were created now (R2).
 * @param fallback where objects go that name no namespace
 */
export function factsOfCreation(object: unknown, fallback: string, namespaces: Namespaces): RequestFacts {
  const namespace = findNamespace(object, fallback)
  return { operation: 'CREATE', mode: findMode(object, namespace, namespaces), namespace }
}

/** How an object reaches us by a request, were it not for the path, which says the mode (I2). */
export function factsOfRequest(
  { operation, namespace, object, oldObject, subResource }: AdmissionRequest,
  namespaces: Namespaces,
): RequestFacts {
  return { operation, mode: findMode(object, namespace, namespaces), namespace, oldObject, subResource }
}

/** Of kinds that are not Argo's it is not known here whether they are in a namespace at all. */
function findNamespace(object: unknown, fallback: string): string {
  const kind = kindOf(object)
  if (kind === 'ClusterWorkflowTemplate') return ''
  return ownText(own(object, 'metadata'), 'namespace') ?? (kind === undefined ? '' : fallback)
}

/** A Namespace that is not known counts as opted in (I1). */
function findMode(object: unknown, namespace: string, namespaces: Namespaces): RequestFacts['mode'] {
  if (kindOf(object) === 'ClusterWorkflowTemplate') return modeOf(object)
  const found = namespaces.get(namespace)
  return found === undefined ? 'enabled' : modeOf(found)
}

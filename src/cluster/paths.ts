import type { Reference } from '../core/facts.ts'

/** Where the API has objects. Names come from users: whatever is in them stays one piece of the path. */

/** Any Namespace. */
export const NAMESPACES = '/api/v1/namespaces'

/** One Namespace. */
export function pathOfNamespace(name: string): string {
  return `${NAMESPACES}/${encodeURIComponent(name)}`
}

/** What a default names. */
export function pathOfReference(reference: Reference): string {
  const name = encodeURIComponent(reference.name)
  if (reference.kind === 'PriorityClass') return `/apis/scheduling.k8s.io/v1/priorityclasses/${name}`
  const resource = reference.kind === 'ServiceAccount' ? 'serviceaccounts' : 'configmaps'
  return `${pathOfNamespace(reference.namespace)}/${resource}/${name}`
}

/** The name at the end of an object's path. */
export function nameOf(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))
}

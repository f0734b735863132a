import type { Explanation } from '../core/explain.ts'

/** What to call an object in a line for a person: `Workflow demo/hello-`. */
export function nameObject({ kind, namespace, name }: Explanation['object']): string {
  const place = namespace === undefined ? '' : `${namespace}/`
  return `${kind ?? 'object'} ${place}${name ?? '(without a name)'}`
}

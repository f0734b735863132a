import { own, ownPath } from './json.ts'
import type { RequestFacts } from './facts.ts'

/** The label by which a namespace, or a cluster-scoped object, opts in or out (R2.2, R2.3). */
export const OPT_IN_LABEL = 'workflows.panfactum.com/defaults'

/** What the webhook configuration's selectors make of the labels of a Namespace, or of a ClusterWorkflowTemplate (R2.2). */
export function modeOf(labelled: unknown): RequestFacts['mode'] {
  const value = own(ownPath(labelled, 'metadata', 'labels'), OPT_IN_LABEL)
  return value === 'enabled' || value === 'audit' ? value : 'not-opted-in'
}

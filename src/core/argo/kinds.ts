import { own } from '../json.ts'

/** The kinds of `argoproj.io/v1alpha1` that get defaults (R2.1). */
export const KINDS = ['Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow'] as const

export type Kind = (typeof KINDS)[number]

/** Argo's group and version, the only one it has. */
export const ARGO_API_VERSION = 'argoproj.io/v1alpha1'

/** The object's kind, or `undefined` where it is none of Argo's four. */
export function kindOf(object: unknown): Kind | undefined {
  if (own(object, 'apiVersion') !== ARGO_API_VERSION) return undefined
  const kind = own(object, 'kind')
  return KINDS.find((known) => known === kind)
}

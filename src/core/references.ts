import type { Presence, Reference } from './facts.ts'
import type { Harm } from './merge.ts'
import type { Subject } from './subject.ts'

/**
 * Why a default that names something in the cluster would do harm: that is not there, nobody knows whether it is, or it
 * lies in a namespace while the object has none (R10).
 */
export function findReferenceHarm(subject: Subject, reference: Reference): Harm | undefined {
  const what = describe(reference)
  if (reference.kind !== 'PriorityClass' && subject.kind === 'ClusterWorkflowTemplate')
    return { reason: 'namespaced-reference', detail: what }
  return presenceHarm(subject.cluster.presenceOf(reference), what)
}

/** Why a reference of which this much is known would do harm. */
export function presenceHarm(presence: Presence, what: string): Harm | undefined {
  if (presence === 'absent') return { reason: 'reference-absent', detail: what }
  return presence === 'unknown' ? { reason: 'reference-unknown', detail: what } : undefined
}

function describe(reference: Reference): string {
  if (reference.kind === 'ConfigMap') return `the ConfigMap ${reference.name} with the key ${reference.key}`
  return `the ${reference.kind} ${reference.name}`
}

import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'

/** Argo's own example of a number that no Workflow's Pods ever reach: none of them may be evicted (H14.2). */
const MORE_THAN_ANY_PODS = 9999

/** Keeps Pods from being moved while they run (R8). The annotations that say so to autoscalers are among the Pod's annotations. */
export const disruption: Concern = (settings) => {
  const isForbidden = settings.values.disruptionsEnabled === false
  const value = yieldDefault(
    settings,
    ['disruptionsEnabled'],
    isForbidden ? { minAvailable: MORE_THAN_ANY_PODS } : null,
  )

  return [['podDisruptionBudget', value]]
}

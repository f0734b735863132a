import { AFFINITY } from '../argo/levels.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { SettingName, Settings } from '../settings/schema.ts'
import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'
import { offerToLinuxPods } from './pod-level.ts'

/** Which nodes Pods must go to, and which they had better. */
export const affinity: Concern = (settings) => {
  const value = yieldDefault(settings, AFFINITY_SETTINGS, buildAffinity(settings))
  if (value === undefined) return () => {}

  return (subject) => offerToLinuxPods(subject, AFFINITY, value)
}

function buildAffinity({ values }: ResolvedSettings): object | undefined {
  const nodeAffinity = { ...buildRequired(values), ...buildPreferred(values) }
  return Object.keys(nodeAffinity).length === 0 ? undefined : { nodeAffinity }
}

function buildRequired(values: Settings): object {
  const required: Record<string, readonly string[]> = {
    ...values.nodeRequirements,
    ...(values.controllerNodeRequired === true && { 'panfactum.com/class': ['controller'] }),
    ...(values.workflowNodesRequired === true && { 'panfactum.com/workflow-only': ['true'] }),
  }
  const keys = Object.keys(required).toSorted()
  if (keys.length === 0) return {}

  const matchExpressions = keys.map((key) => ({ key, operator: 'In', values: required[key] }))
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } }
}

function buildPreferred({ nodePreferences }: Settings): object {
  const preferences = Object.entries(nodePreferences ?? {})
  if (preferences.length === 0) return {}

  return {
    preferredDuringSchedulingIgnoredDuringExecution: preferences.map(([key, { weight, operator, values }]) => ({
      weight,
      preference: { matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }] },
    })),
  }
}

const AFFINITY_SETTINGS: readonly SettingName[] = [
  'nodeRequirements',
  'nodePreferences',
  'controllerNodeRequired',
  'workflowNodesRequired',
]

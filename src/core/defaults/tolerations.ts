import { TOLERATIONS } from '../argo/levels.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { SettingName } from '../settings/schema.ts'
import type { Concern } from './concern.ts'
import type { Default } from './default.ts'
import { yieldDefault } from './default.ts'
import { proposeToPods } from './pod-level.ts'

/** What Pods put up with, so that they may go to nodes that keep others away. */
export const tolerations: Concern = (settings) => {
  return proposeToPods(TOLERATIONS, yieldTolerations(settings))
}

/** The tolerations of the spec. */
export function yieldTolerations(settings: ResolvedSettings): Default | undefined {
  const switches = TAINTS.filter(([, setting]) => settings.values[setting] === true)
  const extra = settings.values.extraTolerations ?? []
  return yieldDefault(settings, TOLERATION_SETTINGS, [...switches.map(([taint]) => tolerate(taint)), ...extra])
}

/** The toleration of a taint that the Panfactum stack puts on nodes. */
export function tolerate(taint: string): object {
  return { key: taint, operator: 'Equal', value: 'true', effect: 'NoSchedule' }
}

/** The taints, each with the setting that tolerates it, in the order of the list. */
const TAINTS = [
  ['burstable', 'burstableNodesEnabled'],
  ['spot', 'spotNodesEnabled'],
  ['arm64', 'armNodesEnabled'],
  ['controller', 'controllerNodeRequired'],
  ['workflow', 'workflowNodesRequired'],
] as const

const TOLERATION_SETTINGS: readonly SettingName[] = [
  'spotNodesEnabled',
  'armNodesEnabled',
  'burstableNodesEnabled',
  'controllerNodeRequired',
  'workflowNodesRequired',
  'extraTolerations',
]

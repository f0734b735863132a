import { SCHEDULER_NAME } from '../argo/levels.ts'
import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'
import { proposeToPods } from './pod-level.ts'

/** Which scheduler places Pods. */
export const scheduler: Concern = (settings) => {
  const { panfactumSchedulerEnabled: isEnabled } = settings.values
  const name = isEnabled === true ? 'panfactum' : 'default-scheduler'
  const value = yieldDefault(settings, ['panfactumSchedulerEnabled'], isEnabled === null ? null : name)
  return proposeToPods(SCHEDULER_NAME, value)
}

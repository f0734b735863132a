import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'

/** Which scheduler places Pods. */
export const scheduler: Concern = (settings) => {
  const { panfactumSchedulerEnabled: isEnabled } = settings.values
  const name = isEnabled === true ? 'panfactum' : 'default-scheduler'
  return [['schedulerName', yieldDefault(settings, ['panfactumSchedulerEnabled'], isEnabled === null ? null : name)]]
}

import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** How Pods look names up. */
export const dnsPolicy: Concern = (settings) => {
  return [['dnsPolicy', yieldSetting(settings, 'dnsPolicy')]]
}

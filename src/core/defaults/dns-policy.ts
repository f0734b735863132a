import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** How Pods look names up. */
export const dnsPolicy: Concern = (settings) => {
  const value = yieldSetting(settings, 'dnsPolicy')

  return (subject) => {
    subject.offer({ place: subject.spec, field: 'dnsPolicy', value })
  }
}

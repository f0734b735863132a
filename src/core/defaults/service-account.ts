import { SERVICE_ACCOUNT_NAME } from '../argo/levels.ts'
import { findReferenceHarm } from '../references.ts'
import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'
import { offerToPods } from './pod-level.ts'

/** The ServiceAccount of Pods. */
export const serviceAccount: Concern = (settings) => {
  const value = yieldSetting(settings, 'serviceAccountName')
  const name = settings.values.serviceAccountName
  if (name === null) return () => {}

  return (subject) => {
    const harm = findReferenceHarm(subject, { kind: 'ServiceAccount', namespace: subject.namespace, name })
    offerToPods(subject, SERVICE_ACCOUNT_NAME, value, harm)
  }
}

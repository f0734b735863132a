import { findReferenceHarm } from '../references.ts'
import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** The ServiceAccount of Pods. */
export const serviceAccount: Concern = (settings) => {
  const value = yieldSetting(settings, 'serviceAccountName')
  const name = settings.values.serviceAccountName
  if (name === null) return () => {}

  return (subject) => {
    const harm = findReferenceHarm(subject, { kind: 'ServiceAccount', namespace: subject.namespace, name })
    subject.offer({ place: subject.spec, field: 'serviceAccountName', value, harm })
  }
}

import { isObject, own } from '../json.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** How many Pods of one Workflow run at once. */
export const parallelism: Concern = (settings) => {
  const value = yieldSetting(settings, 'podParallelism')
  if (value === undefined) return () => {}

  return (subject) => {
    const daemon = findDaemon(subject)
    const harm = daemon === undefined ? undefined : ({ reason: 'daemon', detail: daemon } as const)
    subject.offer({ place: subject.spec, field: 'parallelism', value, harm })
  }
}

/** What runs as a daemon (H9.6): a leaf, by itself or by templateDefaults, or by those alone what lies in another object. */
function findDaemon({ templateDefaults, leaves, templates }: Subject): string | undefined {
  const byDefault = own(templateDefaults, 'daemon') ?? false
  const leaf = leaves.find(({ value }) => (own(value, 'daemon') ?? byDefault) === true)
  if (leaf !== undefined || byDefault !== true) return leaf?.place.key

  const task = templates.flatMap(({ tasks }) => tasks).find(({ value }) => isObject(own(value, 'templateRef')))
  return task?.place.key
}

import { own } from '../json.ts'
import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** How many Pods of one Workflow run at once. */
export const parallelism: Concern = (settings) => {
  const value = yieldSetting(settings, 'podParallelism')
  if (value === undefined) return () => {}

  return (subject) => {
    const daemon = subject.leaves.find((template) => own(template.value, 'daemon') === true)
    const harm = daemon && ({ reason: 'daemon', detail: daemon.place.key } as const)
    subject.offer({ place: subject.spec, field: 'parallelism', value, harm })
  }
}

import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** How long a Workflow may run. */
export const deadline: Concern = (settings) => {
  const activeDeadlineSeconds = yieldSetting(settings, 'activeDeadlineSeconds')

  return (subject) => {
    const value = activeDeadlineSeconds
    const ruling = subject.offer({ place: subject.spec, field: 'activeDeadlineSeconds', value })
    const suspend = subject.templates.find(({ type }) => type === 'suspend')
    if (value !== undefined && ruling?.decision === 'injected' && suspend !== undefined) {
      subject.warn(`the default deadline of ${value.text} s counts the time that ${suspend.place.key} waits`)
    }
  }
}

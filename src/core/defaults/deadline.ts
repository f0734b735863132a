import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** How long a Workflow may run. */
export const deadline: Concern = (settings) => {
  const activeDeadlineSeconds = yieldSetting(settings, 'activeDeadlineSeconds')

  return (subject) => {
    const decision = subject.offer({
      place: subject.spec,
      field: 'activeDeadlineSeconds',
      value: activeDeadlineSeconds,
    })
    const suspend = subject.templates.find(({ type }) => type === 'suspend')
    if (decision?.decision === 'injected' && suspend !== undefined) {
      subject.warn(`the default deadline of ${decision.default.text} s counts the time that ${suspend.place.key} waits`)
    }
  }
}

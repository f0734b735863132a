import { PRIORITY_CLASS_NAME } from '../argo/levels.ts'
import { findReferenceHarm } from '../references.ts'
import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'
import { offerToPods } from './pod-level.ts'

/** Which Workflow goes first in the controller, and which Pod at the scheduler. */
export const priority: Concern = (settings) => {
  const workflowPriority = yieldSetting(settings, 'priority')
  const podPriorityClassName = yieldSetting(settings, 'priorityClassName')
  const className = settings.values.priorityClassName

  return (subject) => {
    subject.offer({ place: subject.spec, field: 'priority', value: workflowPriority })
    if (className === null) return

    const harm = findReferenceHarm(subject, { kind: 'PriorityClass', name: className })
    offerToPods(subject, PRIORITY_CLASS_NAME, podPriorityClassName, harm)
  }
}

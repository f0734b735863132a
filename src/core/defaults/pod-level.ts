import type { LevelledField } from '../argo/levels.ts'
import { findElsewhere } from '../argo/levels.ts'
import type { Subject } from '../subject.ts'
import type { Default } from './default.ts'

/**
 * Proposes a default of Linux Pods at the weakest level that reaches them (R6.1): the spec, or, where a template runs on
 * Windows, each other leaf, so that the Windows pods are spared (R10).
 */
export function offerToPods(subject: Subject, field: LevelledField, value: Default): void {
  const [windows] = subject.windowsLeaves
  const harm = windows && ({ reason: 'windows', detail: windows.place.key } as const)
  const decision = subject.offer({ place: subject.spec, field: field.spec, value, harm })
  if (decision?.reason !== 'windows') return

  for (const template of subject.leaves) {
    if (subject.windowsLeaves.has(template)) continue
    subject.offer({
      place: template.place,
      field: field.template,
      value,
      template,
      elsewhere: findElsewhere(subject, template, field),
    })
  }
}

import { isOurs } from '../annotations.ts'
import { own } from '../json.ts'
import { OPT_IN_LABEL } from '../opt-in.ts'
import type { Subject } from '../subject.ts'
import { createDefault } from './default.ts'

/**
 * What a CronWorkflow says to wf-defaults, passed on to the Workflows that come of it (R2.3, R6.5): the controller copies
 * neither the labels nor the annotations of the CronWorkflow itself.
 */
export function passOnAnnotations(subject: Subject): void {
  const annotations = own(subject.metadata.value, 'annotations')
  const place = subject.root.field('spec', '').field('workflowMetadata').field('annotations')
  for (const [field, text] of Object.entries(annotations ?? {})) {
    if (!isOurs(field) || typeof text !== 'string') continue
    const value = createDefault(field, { layer: 'object' }, text)
    subject.offer({ place, field, isEntry: true, value, isPassedOn: true })
  }
}

/** The opt-out of a CronWorkflow, passed on so that it holds for its Workflows: the one thing that such a one gets (R2.3). */
export function passOnOptOut(subject: Subject): void {
  const place = subject.root.field('spec', '').field('workflowMetadata').field('labels')
  const value = createDefault(OPT_IN_LABEL, { layer: 'object' }, 'disabled')
  subject.offer({ place, field: OPT_IN_LABEL, isEntry: true, value })
}

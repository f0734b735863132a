import type { LevelledField } from '../argo/levels.ts'
import { lookElsewhere, TOLERATIONS } from '../argo/levels.ts'
import type { Template } from '../argo/templates.ts'
import type { Harm } from '../merge.ts'
import type { Subject } from '../subject.ts'
import type { Propose, SpecFields } from './concern.ts'
import type { Default } from './default.ts'
import { isInForce } from './items.ts'

/**
 * Proposes a default of Pods at the weakest level that reaches them: the spec. Where the value comes from a template's own
 * annotations or profile it is its author's choice, and goes to each leaf as well, so that it holds when another Workflow
 * reaches the leaf by templateRef (R6.1, H2.1).
 */
export function offerToPods(subject: Subject, field: LevelledField, value: Default | undefined, harm?: Harm): void {
  const ruling = subject.offer({ place: subject.spec, field: field.spec, value, harm })
  if (value === undefined || !isInForce(ruling) || !isChosenByAuthor(subject, value)) return
  offerToLeaves(subject, field, value, subject.leaves)
}

/** Proposes a field of Pods as one of the spec's, where no object chose its value: then it goes with its neighbours. */
export function proposeToPods(field: LevelledField, value: Default | undefined): Propose | SpecFields {
  if (value === undefined || !isChosen(value)) return [[field.spec, value]]
  return (subject) => offerToPods(subject, field, value)
}

/** The same for what is for Linux alone: where a template runs on Windows, each other leaf gets it in place of the spec (R10). */
export function offerToLinuxPods(subject: Subject, field: LevelledField, value: Default): void {
  const [windows] = subject.windowsLeaves
  if (windows === undefined) {
    offerToPods(subject, field, value)
    return
  }

  const harm: Harm = { reason: 'windows', detail: windows.place.key }
  const ruling = subject.offer({ place: subject.spec, field: field.spec, value, harm })
  if (ruling?.reason !== 'windows') return
  const linuxLeaves = subject.leaves.filter((leaf) => !subject.windowsLeaves.has(leaf))
  offerToLeaves(subject, field, value, linuxLeaves)
}

function isChosenByAuthor({ kind }: Subject, value: Default): boolean {
  return (kind === 'WorkflowTemplate' || kind === 'ClusterWorkflowTemplate') && isChosen(value)
}

/** Whether the value comes from the annotations or the profile of the object itself. */
function isChosen({ source }: Default): boolean {
  return source.layer === 'object' || source.by === 'object'
}

function offerToLeaves(subject: Subject, field: LevelledField, value: Default, leaves: readonly Template[]): void {
  const findElsewhere = lookElsewhere(subject, field, value)
  for (const template of leaves) {
    // It has tolerations of its own (R6.4).
    if (field === TOLERATIONS && template.type === 'resource') continue
    const elsewhere = findElsewhere(template)
    subject.offer({ place: template.place, field: field.template, value, template, elsewhere })
  }
}

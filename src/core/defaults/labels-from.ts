import { own, ownPath } from '../json.ts'
import type { Harm } from '../merge.ts'
import { isSet } from '../merge.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import type { Default } from './default.ts'
import { createDefault } from './default.ts'

/** The labels of Workflows that are computed when they start. */
export const labelsFrom: Concern = (settings) => {
  const all = Object.entries({ ...fromParameters(settings), ...fromExpressions(settings) })
  if (all.length === 0) return () => {}

  return (subject) => {
    const place = subject.spec.field('workflowMetadata').field('labelsFrom')
    for (const [field, { expression, value }] of all) {
      const harm = findUndefinedParameter(subject, expression)
      subject.offer({ place, field, isEntry: true, value, harm, elsewhere: findAsLabel(subject, field) })
    }
  }
}

interface LabelFrom {
  readonly expression: string
  readonly value: Default
}

function fromParameters({ values, sources }: ResolvedSettings): Readonly<Record<string, LabelFrom>> {
  const names = values.labelsFromParameters ?? []
  return Object.fromEntries(
    names.map((name) => {
      const expression = `workflow.parameters${IDENTIFIER.test(name) ? `.${name}` : `['${name}']`}`
      return [
        name,
        { expression, value: createDefault('labelsFromParameters', sources.labelsFromParameters, { expression }) },
      ]
    }),
  )
}

function fromExpressions({ values, sources }: ResolvedSettings): Readonly<Record<string, LabelFrom>> {
  return Object.fromEntries(
    Object.entries(values.labelsFrom ?? {}).map(([label, expression]) => {
      return [label, { expression, value: createDefault('labelsFrom', sources.labelsFrom, { expression }) }]
    }),
  )
}

/** Argo fails a Workflow whose expression names a parameter that it does not have (H16.6). */
function findUndefinedParameter({ parameters }: Subject, expression: string): Harm | undefined {
  const names = Array.from(expression.matchAll(PARAMETER), ([, dotted, bracketed]) => String(dotted ?? bracketed))
  const missing = names.find((name) => !parameters.has(name))
  return missing === undefined ? undefined : { reason: 'parameter-undefined', detail: missing }
}

/** The label with a value of the user's: Argo would write the computed one over it (H16.6). */
function findAsLabel({ kind, metadata, spec }: Subject, field: string): string | undefined {
  if (isSet(field, own(ownPath(spec.value, 'workflowMetadata', 'labels'), field)))
    return `workflowMetadata.labels[${field}]`
  const isOwn = kind === 'Workflow' && isSet(field, own(ownPath(metadata.value, 'labels'), field))
  return isOwn ? `metadata.labels[${field}]` : undefined
}

/** What may follow a dot in an expression; any other name stands in brackets. */
const IDENTIFIER = /^[A-Za-z_]\w*$/u
const PARAMETER = /workflow\.parameters(?:\.(\w+)|\[\s*["']([^"']+)["']\s*\])/gu

import { findOurs } from './annotations.ts'
import type { Decision, DecisionCounts } from './decision.ts'
import type { JsonObject } from './json.ts'
import { keyOf } from './key-of.ts'
import type { DecisionReason } from './reasons.ts'
import { DECISION_REASONS } from './reasons.ts'

/** The reasons to leave a default out that whoever sent the object should hear of, as they can do something about it. */
const WARNED: ReadonlySet<DecisionReason> = new Set([
  'reference-absent',
  'reference-unknown',
  'parameter-without-value',
  'value-not-in-enum',
])

/** A warning for each default that was left out for want of something that can be put there. */
export function warnOfSkipped(skipped: readonly Decision[]): readonly string[] {
  const warned = skipped.filter(({ reason }) => WARNED.has(reason))
  return warned.map(
    (decision) => `${keyOf(decision)} left out: ${DECISION_REASONS[decision.reason](String(decision.detail))}`,
  )
}

/** What would be done in a namespace that is not audited. */
export function warnAudited({ injected }: DecisionCounts): readonly string[] {
  return injected === 0 ? [] : [`audit: ${injected} defaults would be injected; the label says audit, so nothing is`]
}

/** The annotations of a Workflow that takes its spec from a template: there is nothing that they could bear on (R2.5). */
export function warnOfIgnoredAnnotations(object: JsonObject): readonly string[] {
  return Object.keys(findOurs(object) ?? {}).map(
    (name) => `${name} has no effect here: put it on the template of workflowTemplateRef`,
  )
}

/** Without the settings of its Namespace an object would get other defaults than it should: it gets none (R10). */
export function warnOfUnknownNamespace(name: string): string {
  return `wf-defaults left it as it is: the settings of Namespace ${name} could not be read in time`
}

/** One line without control characters: a warning may quote what a user wrote. */
export function toLine(warning: string): string {
  return warning.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

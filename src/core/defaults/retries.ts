import { findHookedTemplates } from '../argo/hooks.ts'
import { findElsewhere, RETRY_STRATEGY } from '../argo/levels.ts'
import type { Template } from '../argo/templates.ts'
import { ownPath } from '../json.ts'
import { isSet } from '../merge.ts'
import type { Settings, SettingName } from '../settings/schema.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'

/** How often a leaf is tried again, and when (R7). On leaves alone: on the spec it would retry steps and dags as well (H5.1). */
export const retries: Concern = (settings) => {
  const value = yieldDefault(settings, RETRY_SETTINGS, buildRetryStrategy(settings.values))
  if (value === undefined) return () => {}

  return (subject) => {
    const hooked = findHookedTemplates(subject.templates)
    for (const template of subject.leaves) {
      const task = hooked.taskOf(template)
      const harm = task && ({ reason: 'lifecycle-hook', detail: task.place.key } as const)
      const elsewhere = findRetryElsewhere(subject, template)
      subject.offer({ place: template.place, field: 'retryStrategy', value, isEntry: false, template, elsewhere, harm })
    }
    for (const { place } of hooked.unseen) {
      subject.warn(
        `${place.key} has a hook, and calls what cannot be seen: should that retry by default, it may hang (R7)`,
      )
    }
  }
}

function findRetryElsewhere(subject: Subject, template: Template): string | undefined {
  const ofSet = ownPath(template.value, 'containerSet', 'retryStrategy')
  if (template.type === 'containerSet' && isSet('retryStrategy', ofSet))
    return `${template.place.key}.containerSet.retryStrategy`
  return findElsewhere(subject, template, RETRY_STRATEGY)
}

function buildRetryStrategy(values: Settings): object | undefined {
  if (values.retryMaxAttempts === null || values.retryMaxAttempts === 0) return undefined
  return {
    backoff: buildBackoff(values),
    expression: values.retryExpression ?? undefined,
    limit: values.retryMaxAttempts,
    retryPolicy: values.retryPolicy ?? undefined,
  }
}

/** Argo refuses a backoff without a first duration. */
function buildBackoff({
  retryBackoffInitialDurationSeconds: first,
  retryBackoffMaxDurationSeconds: max,
}: Settings): object | undefined {
  if (first === null) return undefined
  return { duration: `${first}s`, factor: 2, maxDuration: max === null ? undefined : `${max}s` }
}

const RETRY_SETTINGS: readonly SettingName[] = [
  'retryMaxAttempts',
  'retryPolicy',
  'retryExpression',
  'retryBackoffInitialDurationSeconds',
  'retryBackoffMaxDurationSeconds',
]

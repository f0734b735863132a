import { findHookedTemplates } from '../argo/hooks.ts'
import { lookElsewhere, RETRY_STRATEGY } from '../argo/levels.ts'
import type { Template } from '../argo/templates.ts'
import { ownPath } from '../json.ts'
import { isSet } from '../merge.ts'
import type { Settings, SettingName } from '../settings/schema.ts'
import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'

/** How often a leaf is tried again, and when (R7). On leaves alone: on the spec it would retry steps and dags as well (H5.1). */
export const retries: Concern = (settings) => {
  const value = yieldDefault(settings, RETRY_SETTINGS, buildRetryStrategy(settings.values))
  if (value === undefined) return () => {}

  return (subject) => {
    const hooked = findHookedTemplates(subject.templates)
    const findElsewhere = lookElsewhere(subject, RETRY_STRATEGY)
    for (const { place } of hooked.unseen) {
      subject.warn(
        `${place.key} has a hook, and calls what cannot be seen: should that retry by default, it may hang (R7)`,
      )
    }
    return (template) => {
      const task = hooked.taskOf(template)
      const harm = task && ({ reason: 'lifecycle-hook', detail: task.place.key } as const)
      const elsewhere = findInSet(template) ?? findElsewhere(template)
      subject.offer({ place: template.place, field: 'retryStrategy', value, isEntry: false, template, elsewhere, harm })
    }
  }
}

/** The retryStrategy of a containerSet, which retries its containers by itself. */
function findInSet({ type, value, place }: Template): string | undefined {
  const isThere = type === 'containerSet' && isSet('retryStrategy', ownPath(value, 'containerSet', 'retryStrategy'))
  return isThere ? `${place.key}.containerSet.retryStrategy` : undefined
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

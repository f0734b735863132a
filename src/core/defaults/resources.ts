import { findAnywhere, findContainerElsewhere, POD_RESOURCES } from '../argo/levels.ts'
import type { Harm } from '../merge.ts'
import type { Settings } from '../settings/schema.ts'
import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'

/** What containers ask for, and what they get at most. */
export const resources: Concern = (settings) => {
  const value = yieldDefault(settings, ['defaultResources'], buildResources(settings.values))

  return (subject) => {
    for (const template of subject.leaves) {
      if (template.containers.length === 0) continue
      const elsewhere = findContainerElsewhere(subject, template, 'resources')
      const podResources = findAnywhere(subject, template, POD_RESOURCES)
      const harm: Harm | undefined =
        podResources === undefined ? undefined : { reason: 'pod-resources', detail: podResources }
      for (const place of template.containers)
        subject.offer({ place, field: 'resources', value, isEntry: false, template, elsewhere, harm })
    }
  }
}

function buildResources({ defaultResources }: Settings): object | undefined {
  if (defaultResources === null) return undefined
  return { requests: withoutNulls(defaultResources.requests), limits: withoutNulls(defaultResources.limits) }
}

/** The quantities, or `undefined` where there are none. */
function withoutNulls(quantities: Readonly<Record<string, string | null | undefined>>): object | undefined {
  const set = Object.entries(quantities).filter(([, quantity]) => quantity !== null && quantity !== undefined)
  return set.length === 0 ? undefined : Object.fromEntries(set)
}

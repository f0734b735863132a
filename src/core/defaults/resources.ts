import { lookAnywhere, lookOutsideContainers, POD_RESOURCES } from '../argo/levels.ts'
import type { Harm } from '../merge.ts'
import type { Settings } from '../settings/schema.ts'
import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'

/** What containers ask for, and what they get at most. */
export const resources: Concern = (settings) => {
  const value = yieldDefault(settings, ['defaultResources'], buildResources(settings.values))

  return (subject) => {
    const findElsewhere = lookOutsideContainers(subject, 'resources')
    const findPodResources = lookAnywhere(subject, POD_RESOURCES)
    return (template) => {
      if (template.containers.length === 0) return
      const elsewhere = findElsewhere(template)
      const podResources = findPodResources(template)
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

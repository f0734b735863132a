import { lookAnywhere, lookElsewhere, POD_RESOURCES, POD_SPEC_PATCH, TOLERATIONS } from '../argo/levels.ts'
import type { Harm } from '../merge.ts'
import type { Concern } from './concern.ts'
import { createDefault } from './default.ts'
import { tolerate, yieldTolerations } from './tolerations.ts'

/**
 * What a resource template gets, whose pod runs nothing but Argo's executor: it may go to any node, and needs more memory
 * than the executor asks for (R6.4).
 */
export const resourceTemplates: Concern = (settings) => {
  const { tolerations, podSpecPatch } = EXECUTOR_DEFAULTS
  const specTolerations = yieldTolerations(settings)

  return (subject) => {
    const findPodResources = lookAnywhere(subject, POD_RESOURCES)
    const findTolerations = lookElsewhere(subject, TOLERATIONS, specTolerations)
    const findPatch = lookElsewhere(subject, POD_SPEC_PATCH)
    return (template) => {
      if (template.type !== 'resource') return
      const { place } = template
      const podResources = findPodResources(template)
      const harm: Harm | undefined =
        podResources === undefined ? undefined : { reason: 'pod-resources', detail: podResources }

      subject.offer({
        place,
        field: 'tolerations',
        value: tolerations,
        template,
        elsewhere: findTolerations(template),
      })
      subject.offer({
        place,
        field: 'podSpecPatch',
        value: podSpecPatch,
        template,
        elsewhere: findPatch(template),
        harm,
      })
    }
  }
}

/** Argo reads a podSpecPatch as text. */
const EXECUTOR_PATCH = JSON.stringify({
  containers: [{ name: 'main', resources: { requests: { cpu: '10m', memory: '150Mi' }, limits: { memory: '250Mi' } } }],
})

/** No setting has a say in these. */
const EXECUTOR_DEFAULTS = {
  tolerations: createDefault('resourceTemplates', { layer: 'built-in' }, ['spot', 'arm64', 'burstable'].map(tolerate)),
  podSpecPatch: createDefault('resourceTemplates', { layer: 'built-in' }, EXECUTOR_PATCH),
}

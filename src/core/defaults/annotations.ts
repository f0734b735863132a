import { own, ownPath } from '../json.ts'
import { isSet } from '../merge.ts'
import type { Subject } from '../subject.ts'
import { createBatch } from './batch.ts'
import type { Concern } from './concern.ts'
import { createDefault, yieldMap } from './default.ts'

/** The annotations of Pods, those included that keep autoscalers from moving them (R8), and of Workflows. */
export const annotations: Concern = (settings) => {
  const source = settings.sources.disruptionsEnabled
  const isForbidden = settings.values.disruptionsEnabled === false
  const ofPods = createBatch(
    Object.entries({
      ...yieldMap(settings, 'extraPodAnnotations'),
      ...(isForbidden && {
        'karpenter.sh/do-not-disrupt': createDefault('disruptionsEnabled', source, 'true'),
        'cluster-autoscaler.kubernetes.io/safe-to-evict': createDefault('disruptionsEnabled', source, 'false'),
      }),
    }),
    true,
  )
  const ofWorkflows = Object.entries(yieldMap(settings, 'workflowAnnotations'))

  return (subject) => {
    subject.offerAll(subject.spec.field('podMetadata').field('annotations'), ofPods)

    if (ofWorkflows.length === 0) return
    const workflows = subject.spec.field('workflowMetadata').field('annotations')
    for (const [field, value] of ofWorkflows) {
      subject.offer({ place: workflows, field, isEntry: true, value, elsewhere: findInMetadata(subject, field) })
    }
  }
}

/** A Workflow's own annotation: Argo would write the one of `spec.workflowMetadata` over it (H16.6). */
function findInMetadata({ kind, metadata }: Subject, field: string): string | undefined {
  const isOwn = kind === 'Workflow' && isSet(field, own(ownPath(metadata.value, 'annotations'), field))
  return isOwn ? `metadata.annotations[${field}]` : undefined
}

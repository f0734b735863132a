import type { JsonObject } from '../../../src/core/json.ts'
import { isObject, own, ownPath, ownText } from '../../../src/core/json.ts'
import type { Manifest } from '../support/manifests.ts'
import type { CorpusObject } from './corpus.ts'

/** A Workflow to be run, once with defaults and once without. */
export interface Run {
  readonly source: string
  readonly workflow: Manifest
}

/** How all Pods of a Workflow end, attempt by attempt, as the stand-ins read it. */
export const ENDINGS = { 'all succeed': '0', 'all fail': '1' } as const
export type Ending = keyof typeof ENDINGS

/** What `withParam` goes over must be a list; in place of one, any number will do. */
const RESULTS = '[1, 2]'

/**
 * Makes a Workflow of each object of a corpus: a template is run by reference, and a CronWorkflow's as the controller makes
 * it when its time comes. Their names tell them apart, and are the same with defaults and without.
 */
export function buildRuns(objects: readonly Omit<CorpusObject, 'library'>[], ending: Ending): readonly Run[] {
  return objects.flatMap(({ source, object }, index) => {
    const spec = specOf(object)
    if (spec === undefined) return []
    const name = `run-${ENDINGS[ending]}-${index}`
    const { labels = {}, annotations = {} } = (own(object, 'metadata') ?? {}) as Partial<Manifest['metadata']>
    const metadata = { name, labels, annotations }
    const workflow = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata, spec: endPods(spec, ending) }
    return [{ source, workflow }]
  })
}

/** The same to be run once more, beside the first. */
export function renameRun({ source, workflow }: Run, suffix: string): Run {
  const name = `${workflow.metadata.name}-${suffix}`
  return { source, workflow: { ...workflow, metadata: { ...workflow.metadata, name } } }
}

function specOf(object: JsonObject): JsonObject | undefined {
  const [kind, name] = [ownText(object, 'kind'), ownText(own(object, 'metadata'), 'name') ?? '']
  if (kind === 'WorkflowTemplate') return { workflowTemplateRef: { name } }
  if (kind === 'ClusterWorkflowTemplate') return { workflowTemplateRef: { name, clusterScope: true } }
  const spec = kind === 'CronWorkflow' ? ownPath(object, 'spec', 'workflowSpec') : own(object, 'spec')
  return isObject(spec) ? spec : undefined
}

/** By annotations on all Pods, those of templates that a templateRef reaches among them. */
function endPods(spec: JsonObject, ending: Ending): JsonObject {
  const loops = JSON.stringify(spec).includes('"withParam"')
  const annotations = {
    'stand-in/exit-codes': ENDINGS[ending],
    ...(loops && { 'stand-in/result': RESULTS }),
    ...(ownPath(spec, 'podMetadata', 'annotations') as JsonObject | undefined),
  }
  return { ...spec, podMetadata: { ...(own(spec, 'podMetadata') as JsonObject | undefined), annotations } }
}

import type { Json, JsonObject } from '../../src/core/json.ts'

/** An object of Argo's, for tests that are not about its envelope. */
export interface ArgoObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: Json
  readonly spec: Json
}

/** A Workflow as `argo submit` or `kubectl create` sends it. */
export function workflow(spec: Json = { templates: [] }, metadata: Json = { generateName: 'job-' }): ArgoObject {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata, spec }
}

/** A Workflow of one container template called `main`. */
export function containerWorkflow(
  container: Json = { image: 'i' },
  template: JsonObject = {},
  spec: JsonObject = {},
): ArgoObject {
  return workflow({ ...spec, templates: [{ name: 'main', container, ...template }] })
}

export function workflowTemplate(spec: Json = { templates: [] }, metadata: JsonObject = {}): ArgoObject {
  return { ...workflow(spec, { name: 'lib', ...metadata }), kind: 'WorkflowTemplate' }
}

/** A ClusterWorkflowTemplate that opted in (R2.2). */
export function clusterWorkflowTemplate(spec: Json = { templates: [] }): ArgoObject {
  const labels = { 'workflows.panfactum.com/defaults': 'enabled' }
  return { ...workflow(spec, { name: 'shared', labels }), kind: 'ClusterWorkflowTemplate' }
}

export function cronWorkflow(workflowSpec: Json = { templates: [] }, metadata: JsonObject = {}): ArgoObject {
  const spec = { schedules: ['0 3 * * *'], workflowSpec }
  return { ...workflow(spec, { name: 'nightly', ...metadata }), kind: 'CronWorkflow' }
}

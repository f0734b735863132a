import type { CustomObjectsApi, KubernetesObject } from '@kubernetes/client-node'
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node'
import type { Template } from './argo-template.ts'
import { expectGone } from './codes.ts'
import { makeOutputs, makeResult } from './outputs.ts'

/** The `http` and `plugin` nodes of a Workflow, and those that were answered. */
export interface TaskSet extends KubernetesObject {
  readonly spec?: { readonly tasks?: Readonly<Record<string, Template>> }
  readonly status?: { readonly nodes?: Readonly<Record<string, object>> }
}

const MERGE_PATCH = setHeaderOptions('Content-Type', PatchStrategy.MergePatch)

/** Answers the nodes that wait in a WorkflowTaskSet, as the agent's Pod would. */
export async function answerTaskSet(custom: CustomObjectsApi, taskSet: TaskSet): Promise<void> {
  const { tasks = {} } = taskSet.spec ?? {}
  const waiting = Object.entries(tasks).filter(([id]) => taskSet.status?.nodes?.[id] === undefined)
  if (waiting.length === 0) return

  const nodes = Object.fromEntries(
    waiting.map(([id, task]) => [id, { phase: 'Succeeded', outputs: makeOutputs(task, makeResult(task)) }]),
  )
  const { name = '', namespace = '' } = taskSet.metadata ?? {}
  const place = { group: 'argoproj.io', version: 'v1alpha1', plural: 'workflowtasksets', namespace, name }
  await custom
    .patchNamespacedCustomObjectStatus({ ...place, body: { status: { nodes } } }, MERGE_PATCH)
    .catch(expectGone)
}

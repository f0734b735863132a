import type { CoreV1Api, CustomObjectsApi, V1ContainerStatus, V1Pod } from '@kubernetes/client-node'
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node'
import type { Template } from './argo-template.ts'
import { printsResult, readTemplate } from './argo-template.ts'
import { expectGone, expectPresent } from './codes.ts'
import type { Outputs } from './outputs.ts'
import { makeOutputs, makeResult } from './outputs.ts'

export interface PodApis {
  readonly core: CoreV1Api
  readonly custom: CustomObjectsApi
}

// Argo's own containers, which end well whatever becomes of the others.
const ARGO_CONTAINERS = ['init', 'wait']
const MERGE_PATCH = setHeaderOptions('Content-Type', PatchStrategy.MergePatch)

/**
 * Ends a Pod of Argo's, as a kubelet and Argo's executor would: what the template declares is reported first, as Argo's
 * controller ends no node without. A daemon's Pod becomes ready instead, and so does that of the agent.
 */
export async function playPod({ core, custom }: PodApis, pod: V1Pod): Promise<void> {
  if (pod.status?.phase !== 'Pending' || pod.metadata?.deletionTimestamp !== undefined) return
  const template = readTemplate(pod)
  const exitCode = readExitCode(pod)
  const staysUp = template === undefined || template.daemon === true
  if (template !== undefined && !staysUp && exitCode === 0)
    await custom.createNamespacedCustomObject(buildTaskResult(pod, template)).catch(expectPresent)

  const status = staysUp ? buildReadyStatus(pod) : buildEndedStatus(pod, exitCode)
  const { name = '', namespace = '' } = pod.metadata ?? {}
  await core.patchNamespacedPodStatus({ name, namespace, body: { status } }, MERGE_PATCH).catch(expectGone)
}

/** The exit code for this attempt: Argo puts the number of a retry at the end of the node's name, from `(0)`. */
function readExitCode(pod: V1Pod): number {
  const codes = (pod.metadata?.annotations?.['stand-in/exit-codes'] ?? '0').split(',').map(Number)
  const nodeName = pod.metadata?.annotations?.['workflows.argoproj.io/node-name'] ?? ''
  const attempt = Number(/\((\d+)\)$/u.exec(nodeName)?.[1] ?? 0)
  return codes[attempt] ?? codes.at(-1) ?? 0
}

function buildTaskResult(
  pod: V1Pod,
  template: Template,
): Parameters<CustomObjectsApi['createNamespacedCustomObject']>[0] {
  const { namespace = '', labels = {}, annotations = {} } = pod.metadata ?? {}
  const printed = annotations['stand-in/result'] ?? makeResult(template)
  const outputs: Outputs = makeOutputs(template, printsResult(pod) ? printed : undefined)
  const body = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'WorkflowTaskResult',
    metadata: {
      name: annotations['workflows.argoproj.io/node-id'],
      labels: {
        'workflows.argoproj.io/workflow': labels['workflows.argoproj.io/workflow'],
        'workflows.argoproj.io/report-outputs-completed': 'true',
      },
    },
    outputs,
  }
  return { group: 'argoproj.io', version: 'v1alpha1', plural: 'workflowtaskresults', namespace, body }
}

function buildReadyStatus(pod: V1Pod): object {
  const running = { running: { startedAt: new Date().toISOString() } }
  return {
    phase: 'Running',
    podIP: '10.79.0.1',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: pod.spec?.containers.map(({ name }) => buildContainerStatus(name, running, true)),
  }
}

function buildEndedStatus(pod: V1Pod, exitCode: number): object {
  const now = new Date().toISOString()
  const statusOf = ({ name }: { readonly name: string }): object => {
    const code = ARGO_CONTAINERS.includes(name) ? 0 : exitCode
    const reason = code === 0 ? 'Completed' : 'Error'
    return buildContainerStatus(
      name,
      { terminated: { exitCode: code, reason, startedAt: now, finishedAt: now } },
      false,
    )
  }
  return {
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    initContainerStatuses: pod.spec?.initContainers?.map(statusOf) ?? [],
    containerStatuses: pod.spec?.containers.map(statusOf),
  }
}

function buildContainerStatus(name: string, state: object, ready: boolean): Partial<V1ContainerStatus> {
  return { name, state, ready, image: '', imageID: '', restartCount: 0 }
}

import type { V1Pod } from '@kubernetes/client-node'
import { expectKubectl } from '../harness/kubectl.ts'
import type { TestCluster } from '../harness/test-cluster.ts'
import { until } from '../harness/until.ts'
import type { Manifest } from './manifests.ts'

/** What became of a Workflow, as Argo's controller writes it. */
export interface WorkflowStatus {
  readonly phase?: string
  readonly message?: string
  readonly nodes?: Readonly<Record<string, WorkflowNode>>
}

export interface WorkflowNode {
  readonly name: string
  readonly type: string
  readonly phase: string
  readonly message?: string
}

const ENDED = ['Succeeded', 'Failed', 'Error']
const TIMEOUT_MS = 60_000

/** Waits until a Workflow has ended. Returns its status. */
export async function untilEnded({ kubectl }: TestCluster, namespace: string, name: string): Promise<WorkflowStatus> {
  const args = [`--namespace=${namespace}`, 'get', 'workflow', name, '-o', 'json']
  const ask = async (): Promise<WorkflowStatus | undefined> => {
    const { status } = JSON.parse(await expectKubectl(kubectl, args)) as { readonly status?: WorkflowStatus }
    return ENDED.includes(status?.phase ?? '') ? status : undefined
  }
  return until(`the Workflow ${name} has ended`, ask, { timeoutMs: TIMEOUT_MS })
}

/** The Pods that Argo's controller made for a Workflow. */
export async function listPods({ kubectl }: TestCluster, namespace: string, name: string): Promise<readonly V1Pod[]> {
  const selector = `--selector=workflows.argoproj.io/workflow=${name}`
  const list = await expectKubectl(kubectl, [`--namespace=${namespace}`, 'get', 'pods', selector, '-o', 'json'])
  return (JSON.parse(list) as { readonly items: readonly V1Pod[] }).items
}

/** Waits until a CronWorkflow has made a Workflow. Returns it. */
export async function untilChild({ kubectl }: TestCluster, namespace: string, cronWorkflow: string): Promise<Manifest> {
  const selector = `--selector=workflows.argoproj.io/cron-workflow=${cronWorkflow}`
  const args = [`--namespace=${namespace}`, 'get', 'workflows', selector, '-o', 'json']
  const ask = async (): Promise<Manifest | undefined> =>
    (JSON.parse(await expectKubectl(kubectl, args)) as { readonly items: readonly Manifest[] }).items[0]
  return until(`the CronWorkflow ${cronWorkflow} has made a Workflow`, ask, { timeoutMs: TIMEOUT_MS })
}

import type { V1Pod } from '@kubernetes/client-node'
import { KubeConfig } from '@kubernetes/client-node'
import { follow } from '../harness/stand-ins/follow.ts'
import { until } from '../harness/until.ts'
import type { Manifest } from '../support/manifests.ts'
import type { WorkflowStatus } from '../support/workflows.ts'

/** What became of one Workflow. */
export interface Outcome {
  /** Empty while the controller has not looked at it. */
  readonly phase: string
  readonly message: string
  /** The names of the nodes that got a Pod, less the number of the attempt: what retries add does not count. */
  readonly pods: readonly string[]
}

/** Everything that happens to Workflows and Pods, kept though the objects may be gone soon. */
export interface Outcomes {
  readonly outcomeOf: (namespace: string, workflow: string) => Outcome
  /** Waits until all of them have ended. Returns those that have not, when the time is over. */
  readonly untilEnded: (
    namespaces: readonly string[],
    workflows: readonly string[],
    timeoutMs: number,
  ) => Promise<readonly string[]>
  readonly stop: () => Promise<void>
}

const ENDED = ['Succeeded', 'Failed', 'Error']

/** Begins to take note of all namespaces. */
export function watchOutcomes(kubeconfig: string): Outcomes {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  const end = new AbortController()
  const statuses = new Map<string, WorkflowStatus>()
  const pods = new Map<string, Set<string>>()
  const watching = [
    follow(
      config,
      { path: '/apis/argoproj.io/v1alpha1/workflows', take: (object) => noteWorkflow(statuses, object) },
      end.signal,
    ),
    follow(
      config,
      {
        path: '/api/v1/pods',
        labelSelector: 'workflows.argoproj.io/workflow',
        take: (object) => notePod(pods, object),
      },
      end.signal,
    ),
  ]
  const outcomeOf = (namespace: string, workflow: string): Outcome => {
    const { phase = '', message = '' } = statuses.get(`${namespace}/${workflow}`) ?? {}
    return { phase, message, pods: [...(pods.get(`${namespace}/${workflow}`) ?? [])].toSorted() }
  }
  return {
    outcomeOf,
    untilEnded: async (namespaces, workflows, timeoutMs) => {
      const listOpen = (): readonly string[] =>
        namespaces.flatMap((namespace) =>
          workflows
            .filter((workflow) => !ENDED.includes(outcomeOf(namespace, workflow).phase))
            .map((workflow) => `${namespace}/${workflow}`),
        )
      await until('all Workflows have ended', () => listOpen().length === 0, { timeoutMs }).catch(() => undefined)
      return listOpen()
    },
    stop: async () => {
      end.abort()
      await Promise.all(watching)
    },
  }
}

function noteWorkflow(statuses: Map<string, WorkflowStatus>, object: unknown): void {
  const { metadata, status = {} } = object as Manifest & { readonly status?: WorkflowStatus }
  statuses.set(`${metadata.namespace}/${metadata.name}`, status)
}

function notePod(pods: Map<string, Set<string>>, object: unknown): void {
  const { namespace, labels = {}, annotations = {} } = (object as V1Pod).metadata ?? {}
  const workflow = `${namespace}/${labels['workflows.argoproj.io/workflow']}`
  // The agent's Pod, which is none of a node, has no such annotation.
  const node = annotations['workflows.argoproj.io/node-name'] ?? 'the agent'
  const names = pods.get(workflow) ?? new Set()
  names.add(node.replace(/\(\d+\)$/u, ''))
  pods.set(workflow, names)
}

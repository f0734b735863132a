import { KubeConfig } from '@kubernetes/client-node'
import { follow } from '../harness/stand-ins/follow.ts'
import { until } from '../harness/until.ts'
import type { Manifest } from '../support/manifests.ts'
import type { WorkflowStatus } from '../support/workflows.ts'

/** What became of one Workflow. */
export interface Outcome {
  /** Empty while the controller has not looked at it. */
  readonly phase: string
  /** What the Workflow says of itself, and then what its nodes say. */
  readonly messages: readonly string[]
  /** The names of the nodes that Pods are for, less the number of the attempt: what retries add does not count. */
  readonly pods: readonly string[]
}

/** What became of Workflows, kept though they and their Pods may be gone soon. */
export interface Outcomes {
  readonly outcomeOf: (namespace: string, workflow: string) => Outcome
  /** Waits until all of these, each as NAMESPACE/NAME, have ended. Returns those that have not, when the time is over. */
  readonly untilEnded: (workflows: readonly string[], timeoutMs: number) => Promise<readonly string[]>
  readonly stop: () => Promise<void>
}

const ENDED = ['Succeeded', 'Failed', 'Error']

/** Begins to take note of all namespaces. */
export function watchOutcomes(kubeconfig: string): Outcomes {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  const end = new AbortController()
  const outcomes = new Map<string, Outcome>()
  const take = (object: unknown): void => {
    const { metadata, status } = object as Manifest & { readonly status?: WorkflowStatus }
    outcomes.set(`${metadata.namespace}/${metadata.name}`, toOutcome(status))
  }
  const watching = follow(config, { path: '/apis/argoproj.io/v1alpha1/workflows', take }, end.signal)
  const outcomeOf = (workflow: string): Outcome => outcomes.get(workflow) ?? toOutcome()
  return {
    outcomeOf: (namespace, workflow) => outcomeOf(`${namespace}/${workflow}`),
    untilEnded: async (workflows, timeoutMs) => {
      const listOpen = (): readonly string[] =>
        workflows.filter((workflow) => !ENDED.includes(outcomeOf(workflow).phase))
      await until('all Workflows have ended', () => listOpen().length === 0, { timeoutMs }).catch(() => undefined)
      return listOpen()
    },
    stop: async () => {
      end.abort()
      await watching
    },
  }
}

/** From the nodes and not from the Pods, which come by a watch of their own and may be behind. */
function toOutcome({ phase = '', message = '', nodes = {} }: WorkflowStatus = {}): Outcome {
  const names = Object.values(nodes).flatMap(({ type, name }) =>
    OF_PODS.has(type) ? [name.replace(/\(\d+\)$/u, '')] : [],
  )
  const messages = [message, ...Object.values(nodes).map((node) => node.message ?? '')].filter((each) => each !== '')
  return { phase, messages, pods: [...new Set(names)].toSorted() }
}

/** The last two are run by the agent's Pod. */
const OF_PODS: ReadonlySet<string> = new Set(['Pod', 'HTTP', 'Plugin'])

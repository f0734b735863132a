import type { V1Namespace, V1Pod } from '@kubernetes/client-node'
import { CoreV1Api, CustomObjectsApi, KubeConfig } from '@kubernetes/client-node'
import type { Followed } from './follow.ts'
import { follow } from './follow.ts'
import { playPod } from './pods.ts'
import { createDefaultServiceAccount } from './service-accounts.ts'
import type { TaskSet } from './task-sets.ts'
import { answerTaskSet } from './task-sets.ts'

/**
 * Starts to play what this control plane lacks (see the README beside this file), in this process. `say` hears of what failed.
 * Returns how to stop it.
 */
export function startStandIns(kubeconfig: string, say: (line: string) => void): () => Promise<void> {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  const end = new AbortController()
  const running = listFollowed(config, say).map((followed) => follow(config, followed, end.signal))
  return async () => {
    end.abort()
    await Promise.all(running)
  }
}

function listFollowed(config: KubeConfig, say: (line: string) => void): readonly Followed[] {
  const core = config.makeApiClient(CoreV1Api)
  const custom = config.makeApiClient(CustomObjectsApi)
  const tell = (what: string, done: Promise<void>): void => {
    done.catch((error: unknown) => say(`${what}: ${String(error)}`))
  }
  return [
    {
      path: '/api/v1/namespaces',
      take: (object) => tell('a ServiceAccount was not made', createDefaultServiceAccount(core, object as V1Namespace)),
    },
    {
      path: '/api/v1/pods',
      labelSelector: 'workflows.argoproj.io/workflow',
      take: (object) => tell('a Pod was not played', playPod({ core, custom }, object as V1Pod)),
    },
    {
      path: '/apis/argoproj.io/v1alpha1/workflowtasksets',
      take: (object) => tell('a WorkflowTaskSet was not answered', answerTaskSet(custom, object as TaskSet)),
    },
  ]
}

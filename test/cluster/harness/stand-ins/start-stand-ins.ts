import type { V1Namespace, V1Pod } from '@kubernetes/client-node'
import { CoreV1Api, CustomObjectsApi, KubeConfig } from '@kubernetes/client-node'
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
  const core = config.makeApiClient(CoreV1Api)
  const custom = config.makeApiClient(CustomObjectsApi)
  const end = new AbortController()
  const tell = (what: string, done: Promise<void>): void => void done.catch((error: unknown) => say(`${what}: ${String(error)}`))

  const followed = [
    follow<V1Namespace>(
      config,
      '/api/v1/namespaces',
      undefined,
      (namespace) => tell('a ServiceAccount was not made', createDefaultServiceAccount(core, namespace)),
      end.signal,
    ),
    follow<V1Pod>(
      config,
      '/api/v1/pods',
      'workflows.argoproj.io/workflow',
      (pod) => tell(`the Pod ${pod.metadata?.name} was not played`, playPod({ core, custom }, pod)),
      end.signal,
    ),
    follow<TaskSet>(
      config,
      '/apis/argoproj.io/v1alpha1/workflowtasksets',
      undefined,
      (taskSet) => tell('a WorkflowTaskSet was not answered', answerTaskSet(custom, taskSet)),
      end.signal,
    ),
  ]
  return async () => {
    end.abort()
    await Promise.all(followed)
  }
}

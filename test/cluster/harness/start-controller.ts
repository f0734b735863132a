import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from './part.ts'
import { startPart } from './part.ts'

/** Starts Argo's workflow-controller for all namespaces. Its configuration is the ConfigMap that `installArgo` makes. */
export function startController(command: string, folder: string, kubeconfig: string): Promise<Part> {
  return startPart({
    name: 'workflow-controller',
    command,
    args: [`--kubeconfig=${kubeconfig}`, '--namespace=argo', '--executor-image=argoexec', '--qps=200', '--burst=300'],
    env: {
      ...process.env,
      LEADER_ELECTION_DISABLE: 'true',
      // It looks again at what it waits for after 10 s unless told otherwise, and at CronWorkflows too.
      DEFAULT_REQUEUE_TIME: '500ms',
      CRON_SYNC_PERIOD: '500ms',
    },
    folder,
    // Its port for health checks cannot be chosen; the log says when its caches are filled.
    isReady: () =>
      Promise.resolve(
        readFileSync(join(folder, 'workflow-controller.log'), 'utf8').includes('Starting workflow garbage collector'),
      ),
  })
}

import type { TestCluster } from '../harness/test-cluster.ts'
import type { Outcomes } from './outcomes.ts'

/** How often Workflows are waited for, and how long each time. */
export interface Patience {
  readonly turns: number
  readonly turnMs: number
}

/** Waits until Workflows have ended, each as NAMESPACE/NAME, and reminds the controller of those that have not after each turn. */
export async function remindUntilEnded(
  { cluster, outcomes }: { readonly cluster: TestCluster; readonly outcomes: Outcomes },
  workflows: readonly string[],
  { turns, turnMs }: Patience,
): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    const open = await outcomes.untilEnded(workflows, turnMs)
    if (open.length === 0) return
    await remind(cluster, open, turn)
  }
}

/**
 * Has the controller look again at Workflows, each as NAMESPACE/NAME: now and then it misses the end of a Pod that ends as soon
 * as it is made, and it looks again when a Workflow changes. The turn is a number that was not given before.
 */
export async function remind({ kubectl }: TestCluster, workflows: readonly string[], turn: number): Promise<void> {
  const byNamespace = Map.groupBy(workflows, (workflow) => workflow.split('/')[0] ?? '')
  for (const [namespace, own] of byNamespace) {
    const names = own.map((workflow) => workflow.split('/')[1] ?? '')
    await kubectl([`--namespace=${namespace}`, 'annotate', '--overwrite', 'workflow', ...names, `turn=${turn}`])
  }
}

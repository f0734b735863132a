import type { TestCluster } from '../harness/test-cluster.ts'

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

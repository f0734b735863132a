import { randomUUID } from 'node:crypto'
import { expectKubectl } from '../harness/kubectl.ts'
import type { TestCluster } from '../harness/test-cluster.ts'
import { until } from '../harness/until.ts'

/** Makes a Namespace of its own for a test, with the label's value where one is given. Returns its name. */
export async function createNamespace({ kubectl }: TestCluster, defaults?: 'enabled' | 'audit'): Promise<string> {
  const name = `test-${randomUUID().slice(0, 8)}`
  const labels = defaults === undefined ? {} : { 'workflows.panfactum.com/defaults': defaults }
  await expectKubectl(kubectl, ['create', '-f', '-'], {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  })
  // Its Pods are refused before.
  const getAccount = [`--namespace=${name}`, 'get', 'serviceaccount', 'default']
  await until('the ServiceAccount default is there', async () => (await kubectl(getAccount)).code === 0)
  return name
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Part } from '../harness/part.ts'
import { expectKubectl } from '../harness/kubectl.ts'
import type { TestCluster } from '../harness/test-cluster.ts'
import { readTestCluster } from '../harness/test-cluster.ts'
import { applyManifests, publishEndpoints, startReplica } from '../harness/webhook.ts'

/** The control plane, with wf-defaults installed and one replica serving. */
export interface Installed {
  readonly cluster: TestCluster
  /** The replica that serves, which a test may stop. */
  readonly replica: Part
  /** Starts it anew, as a kubelet would. */
  readonly restart: () => Promise<Part>
}

/**
 * Installs wf-defaults from its manifests for a test file, with these defaults in its settings, and starts one replica; it
 * is stopped when the tests are over.
 */
export async function useWebhook(t: Test, defaults: object = {}, cluster = readTestCluster()): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-replica-'))
  const started: Part[] = []
  t.teardown(async () => {
    for (const part of started) await part.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  await applyManifests(cluster)
  await setDefaults(cluster, defaults)
  const restart = async (): Promise<Part> => {
    const part = await startReplica(cluster, 1, folder)
    started.push(part)
    return part
  }
  const replica = await restart()
  await publishEndpoints(cluster, 1)
  return { cluster, replica, restart }
}

/** What an operator edits. JSON is YAML. */
async function setDefaults({ kubectl }: TestCluster, defaults: object): Promise<void> {
  const settings = { apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings', defaults }
  const patch = JSON.stringify({ data: { 'settings.yaml': JSON.stringify(settings) } })
  const args = [
    '--namespace=wf-defaults',
    'patch',
    'configmap',
    'wf-defaults-settings',
    '--type=merge',
    '--patch',
    patch,
  ]
  await expectKubectl(kubectl, args)
}

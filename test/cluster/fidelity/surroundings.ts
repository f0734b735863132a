import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../../../src/core/json.ts'
import { own } from '../../../src/core/json.ts'
import { parseManifests } from '../../../src/documents/parse-manifests.ts'
import type { TestCluster } from '../harness/test-cluster.ts'
import type { CorpusObject } from './corpus.ts'

/** What Argo's examples on synchronization tell their readers to make. */
const SEMAPHORES = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'my-config' },
  data: { template: '2', workflow: '1' },
}
/** One of them runs under an account that their readers have of Argo's own server. */
const ACCOUNT = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'argo-server' } }
const TEMPLATE_KINDS = ['WorkflowTemplate', 'ClusterWorkflowTemplate']

/** Makes what Argo's examples refer to: ConfigMaps, templates and a ServiceAccount. Those of the whole cluster are there once, without defaults. */
export async function makeSurroundings(
  cluster: TestCluster,
  namespaces: readonly string[],
  examples: readonly CorpusObject[],
): Promise<void> {
  const configMaps = [...readConfigMaps(cluster.built.argoFiles), SEMAPHORES]
  const templates = examples.map(({ object }) => object).filter((object) => isTemplate(object))
  for (const namespace of namespaces)
    for (const object of [ACCOUNT, ...configMaps, ...templates])
      await cluster.kubectl([`--namespace=${namespace}`, 'create', '--validate=ignore', '-f', '-'], object)
}

function isTemplate(object: JsonObject): boolean {
  return TEMPLATE_KINDS.some((kind) => own(object, 'kind') === kind)
}

function readConfigMaps(argoFiles: string): readonly JsonObject[] {
  return globSync('examples/**/*.yaml', { cwd: argoFiles })
    .flatMap((path) => parseManifests(readFileSync(join(argoFiles, path), 'utf8')).manifests)
    .map(({ object }) => object)
    .filter((object) => own(object, 'kind') === 'ConfigMap')
}

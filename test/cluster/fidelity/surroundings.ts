import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../../../src/core/json.ts'
import { own } from '../../../src/core/json.ts'
import { parseManifests } from '../../../src/documents/parse-manifests.ts'
import { expectKubectl } from '../harness/kubectl.ts'
import type { TestCluster } from '../harness/test-cluster.ts'
import { until } from '../harness/until.ts'
import { buildManifest } from '../support/manifests.ts'
import { untilEnded } from '../support/workflows.ts'
import type { CorpusObject } from './corpus.ts'

/** What Argo's examples on synchronization tell their readers to make. */
const SEMAPHORES = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'my-config' },
  data: { template: '2', workflow: '1' },
}
const IN_ARGO = ['--namespace=argo']
const CONFIGURATION = ['configmap', 'workflow-controller-configmap']
const TEMPLATE_KINDS = ['WorkflowTemplate', 'ClusterWorkflowTemplate']

/** Makes what Argo's examples refer to: ConfigMaps and templates. Those of the whole cluster are there once, without defaults. */
export async function makeSurroundings(
  cluster: TestCluster,
  namespaces: readonly string[],
  examples: readonly CorpusObject[],
): Promise<void> {
  const configMaps = [...readConfigMaps(cluster.built.argoFiles), SEMAPHORES]
  const templates = examples.map(({ object }) => object).filter((object) => isTemplate(object))
  for (const namespace of namespaces)
    for (const object of [...configMaps, ...templates])
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

/**
 * Tells Argo's controller what the examples' images run where no command says so: it would ask a registry. Returns when the
 * controller knows.
 */
export async function declareImages(
  cluster: TestCluster,
  namespace: string,
  examples: readonly CorpusObject[],
): Promise<void> {
  const { kubectl } = cluster
  const found = JSON.stringify(examples.map(({ object }) => object)).match(/(?<="image":")[^"]+/gu) ?? []
  const { data } = JSON.parse(
    await expectKubectl(kubectl, [...IN_ARGO, 'get', ...CONFIGURATION, '-o', 'json']),
  ) as Configuration
  const images = {
    ...Object.fromEntries([...found, PROBE_IMAGE].map((image) => [image, { cmd: ['run'] }])),
    ...(JSON.parse(data.images) as object),
  }
  const patch = JSON.stringify({ data: { images: JSON.stringify(images) } })
  await expectKubectl(kubectl, [...IN_ARGO, 'patch', ...CONFIGURATION, '--type=merge', '--patch', patch])
  await until('the controller knows the images', async () => (await probe(cluster, namespace)) === 'Succeeded')
}

interface Configuration {
  readonly data: { readonly images: string }
}

const PROBE_IMAGE = 'example.invalid/probe'

async function probe(cluster: TestCluster, namespace: string): Promise<string | undefined> {
  const templates = [{ name: 'main', container: { image: PROBE_IMAGE } }]
  const workflow = buildManifest('Workflow', { entrypoint: 'main', templates })
  await expectKubectl(cluster.kubectl, [`--namespace=${namespace}`, 'create', '-f', '-'], workflow)
  return (await untilEnded(cluster, namespace, workflow.metadata.name)).phase
}

import t from 'tap'
import { decideAll } from '../../src/cli/decide-all.ts'
import type { Decided } from '../../src/cli/decide-all.ts'
import type { JsonObject } from '../../src/core/json.ts'
import { resolveSettings } from '../../src/core/settings/resolve.ts'
import { parseManifests } from '../../src/documents/parse-manifests.ts'
import { CONFIG, HELLO, helloIn, namespace } from './manifests.ts'

function decide(...manifests: readonly string[]): readonly Decided<{ readonly object: JsonObject }>[] {
  const inputs = parseManifests(manifests.join('---\n')).manifests
  return decideAll(inputs, { namespace: 'here', settings: resolveSettings(), layAnnotations: undefined })
}

function outcomes(...manifests: readonly string[]): readonly string[] {
  return decide(...manifests).map(({ verdict: { outcome, reason } }) => reason ?? outcome)
}

t.test('counts an object as opted in whose Namespace is not among the inputs', async (t) => {
  t.strictSame(outcomes(HELLO, helloIn('there')), ['patched', 'patched'])
})

t.test('asks the label of a Namespace among the inputs, wherever it stands', async (t) => {
  t.strictSame(outcomes(helloIn('a'), namespace('a', 'enabled')), ['patched', 'not-argo'])
  t.strictSame(outcomes(helloIn('a'), namespace('a', 'audit')), ['audited', 'not-argo'])
  t.strictSame(outcomes(helloIn('a'), namespace('a')), ['not-opted-in', 'not-argo'])
  t.strictSame(outcomes(helloIn('a'), namespace('b')), ['patched', 'not-argo'])
})

t.test('puts objects without a namespace where it is told', async (t) => {
  t.strictSame(outcomes(HELLO, namespace('here')), ['not-opted-in', 'not-argo'])
  t.match(decide(HELLO)[0]?.explanation.object, { namespace: 'here', name: 'hello-' })
})

t.test('asks a ClusterWorkflowTemplate itself for the label', async (t) => {
  const template = HELLO.replace('kind: Workflow', 'kind: ClusterWorkflowTemplate').replace('generateName', 'name')
  const labelled = template.replace('metadata:', 'metadata:\n  labels: {workflows.panfactum.com/defaults: enabled}')

  t.strictSame(outcomes(template, labelled, namespace('here', 'enabled')), ['not-opted-in', 'patched', 'not-argo'])
  t.notOk('namespace' in (decide(labelled)[0]?.explanation.object ?? {}))
})

t.test("tells which objects are Argo's, and gives others no namespace that they do not name", async (t) => {
  const [config, named, hello] = decide(CONFIG, CONFIG.replace('config}', 'config, namespace: a}'), HELLO)

  t.strictSame([config?.isArgo, named?.isArgo, hello?.isArgo], [false, false, true])
  t.strictSame(config?.explanation.object, { apiVersion: 'v1', kind: 'ConfigMap', name: 'config' })
  t.strictSame(named?.explanation.object.namespace, 'a')
})

t.test('does not take another kind for a Namespace', async (t) => {
  const other = namespace('here').replace('apiVersion: v1', 'apiVersion: example.com/v1')

  t.strictSame(outcomes(HELLO, other, namespace('').replace('name: ,', '')), ['patched', 'not-argo', 'not-argo'])
})

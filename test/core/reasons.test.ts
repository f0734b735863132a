import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import t from 'tap'
import type { Json } from '../../src/core/json.ts'
import type { DecisionReason, ObjectReason } from '../../src/core/reasons.ts'
import { DECISION_REASONS, OBJECT_REASONS } from '../../src/core/reasons.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import type { Circumstances } from '../helpers/decided.ts'
import { decideWith } from '../helpers/decided.ts'
import {
  clusterWorkflowTemplate,
  containerWorkflow,
  cronWorkflow,
  workflow,
  workflowTemplate,
} from '../helpers/objects.ts'

/** What a code comes of: settings, an object, and maybe something about the request or the cluster. */
interface Sample {
  readonly settings?: object
  readonly object: unknown
  readonly circumstances?: Circumstances
}

/** A sample of the reason of one decision. */
interface DecisionSample extends Sample {
  readonly key: string
  readonly decision: 'injected' | 'kept' | 'skipped'
  readonly message: string
}

const CACHE = { tmpDirectories: { cache: { mountPath: '/cache', nodeLocal: true } } }
const STAGE = { passthroughParameters: [{ name: 'stage', default: 'prod' }] }
const MOUNT = 'templates[main].container.volumeMounts[/cache]'
const OPTED_OUT = { name: 'a', labels: { 'workflows.panfactum.com/defaults': 'disabled' } }

const DECISIONS: Readonly<Record<DecisionReason, DecisionSample>> = {
  absent: {
    settings: { priority: 5 },
    object: workflow(),
    key: 'priority',
    decision: 'injected',
    message: 'not set; the default is 5',
  },
  null: {
    settings: { priority: 5 },
    object: workflow({ priority: null }),
    key: 'priority',
    decision: 'injected',
    message: 'was null, which sets nothing; the default is 5',
  },
  empty: {
    settings: { defaultResources: {} },
    object: containerWorkflow({ image: 'i', resources: {} }),
    key: 'templates[main].container.resources',
    decision: 'injected',
    message: 'every Go client sends',
  },
  spread: {
    settings: { commonEnv: { A: '1' } },
    object: containerWorkflow({ image: 'i', env: [{ name: 'panfactum.com/defaults' }] }),
    key: 'templates[main].container.env[A]',
    decision: 'injected',
    message: 'asked for by a spread entry; the default is',
  },
  'user-set': {
    settings: { priority: 5 },
    object: workflow({ priority: 7 }),
    key: 'priority',
    decision: 'kept',
    message: 'the user set 7',
  },
  'equals-default': {
    settings: { priority: 5 },
    object: workflow({ priority: 5 }),
    key: 'priority',
    decision: 'kept',
    message: 'holds the default already',
  },
  'set-elsewhere': {
    settings: { defaultContainerImage: 'i' },
    object: containerWorkflow({}, {}, { templateDefaults: { container: { image: 'j' } } }),
    key: 'templates[main].container.image',
    decision: 'kept',
    message: 'set at templateDefaults.container.image, where',
  },
  malformed: {
    settings: { extraPodLabels: { a: 'b' } },
    object: workflow({ podMetadata: { labels: 'text' } }),
    key: 'podMetadata.labels[a]',
    decision: 'skipped',
    message: 'podMetadata.labels is not',
  },
  'skip-annotation': {
    settings: { priority: 5 },
    object: workflow({}, { name: 'a', annotations: { 'workflows.panfactum.com/skip': 'priority' } }),
    key: 'priority',
    decision: 'skipped',
    message: 'the annotation workflows.panfactum.com/skip names it',
  },
  'name-taken': {
    settings: CACHE,
    object: containerWorkflow({ image: 'i' }, {}, { volumes: [{ name: 'cache', hostPath: { path: '/x' } }] }),
    key: MOUNT,
    decision: 'skipped',
    message: 'the name cache is taken',
  },
  'volume-not-listed': {
    settings: CACHE,
    object: containerWorkflow({ image: 'i' }, { volumes: [] }),
    key: MOUNT,
    decision: 'skipped',
    message: 'and cache as we know it',
  },
  'claim-out-of-reach': {
    settings: { volumeMounts: { data: { mountPath: '/data' } } },
    object: workflow({ templates: [{ name: 'set', containerSet: { containers: [{ name: 'main', image: 'i' }] } }] }),
    key: 'templates[set].containerSet.containers[main].volumeMounts[/data]',
    decision: 'skipped',
    message: 'the claim data of the spec',
  },
  'mount-collides': {
    settings: CACHE,
    object: containerWorkflow({ image: 'i', workingDir: '/cache' }),
    key: MOUNT,
    decision: 'skipped',
    message: 'collide with the working directory at /cache',
  },
  'tag-unresolved': {
    settings: { defaultContainerImage: 'i:{{inputs.parameters.v}}' },
    object: containerWorkflow({}),
    key: 'templates[main].container.image',
    decision: 'skipped',
    message: '{{inputs.parameters.v}} does not resolve here',
  },
  'reference-absent': {
    settings: { serviceAccountName: 'runner' },
    object: workflow(),
    circumstances: { cluster: clusterWhere('absent') },
    key: 'serviceAccountName',
    decision: 'skipped',
    message: 'the ServiceAccount runner does not exist',
  },
  'reference-unknown': {
    settings: { serviceAccountName: 'runner' },
    object: workflow(),
    circumstances: { cluster: clusterWhere('unknown') },
    key: 'serviceAccountName',
    decision: 'skipped',
    message: 'not known whether the ServiceAccount runner exists',
  },
  'namespaced-reference': {
    settings: { serviceAccountName: 'runner' },
    object: clusterWorkflowTemplate(),
    circumstances: { request: { namespace: '' } },
    key: 'serviceAccountName',
    decision: 'skipped',
    message: 'the ServiceAccount runner need not exist',
  },
  'no-artifact-repository': {
    settings: { archiveLogsEnabled: true },
    object: workflow(),
    circumstances: { cluster: clusterWhere('absent') },
    key: 'archiveLogs',
    decision: 'skipped',
    message: 'no artifact repository is known',
  },
  'namespace-repository': {
    settings: { artifactRepositoryRef: { key: 's3' } },
    object: workflow(),
    circumstances: { cluster: clusterWhere('present', { hasDefaultArtifactRepository: () => true }) },
    key: 'artifactRepositoryRef',
    decision: 'skipped',
    message: 'the namespace demo names',
  },
  'lifecycle-hook': {
    settings: { retryMaxAttempts: 2 },
    object: workflow({
      templates: [
        { name: 'dag', dag: { tasks: [{ name: 't', template: 'leaf', onExit: 'x' }] } },
        { name: 'leaf', container: { image: 'i' } },
      ],
    }),
    key: 'templates[leaf].retryStrategy',
    decision: 'skipped',
    message: 'the lifecycle hook of templates[dag].dag.tasks[t]',
  },
  'child-of-workflow': {
    settings: { workflowParallelism: 1 },
    object: workflow(undefined, {
      name: 'a',
      ownerReferences: [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', name: 'b' }],
    }),
    key: 'synchronization',
    decision: 'skipped',
    message: 'a Workflow made this one',
  },
  'makes-workflows': {
    settings: { workflowParallelism: 1 },
    object: workflow({ templates: [{ name: 'make', resource: { action: 'create', manifest: 'kind: Workflow' } }] }),
    key: 'synchronization',
    decision: 'skipped',
    message: 'templates[make] makes Workflows',
  },
  'same-lock': {
    settings: { workflowParallelism: 1 },
    object: workflow({ templates: [{ name: 'a', suspend: {}, synchronization: { mutexes: [{ name: 'job' }] } }] }),
    key: 'synchronization',
    decision: 'skipped',
    message: 'takes the lock job too',
  },
  daemon: {
    settings: { podParallelism: 2 },
    object: containerWorkflow({ image: 'i' }, { daemon: true }),
    key: 'parallelism',
    decision: 'skipped',
    message: 'templates[main] is a daemon',
  },
  windows: {
    settings: CACHE,
    object: containerWorkflow({ image: 'i' }, { nodeSelector: { 'kubernetes.io/os': 'windows' } }),
    key: MOUNT,
    decision: 'skipped',
    message: 'templates[main] runs on Windows',
  },
  'pod-resources': {
    settings: { defaultResources: {} },
    object: containerWorkflow({ image: 'i' }, {}, { podResources: {} }),
    key: 'templates[main].container.resources',
    decision: 'skipped',
    message: 'podResources sets the resources of the whole pod',
  },
  'env-from': {
    settings: { commonEnv: { A: '1' } },
    object: containerWorkflow({ image: 'i', envFrom: [{ secretRef: { name: 's' } }] }),
    key: 'templates[main].container.env',
    decision: 'skipped',
    message: 'envFrom may set the same',
  },
  'parameter-undefined': {
    settings: { labelsFromParameters: ['ref'] },
    object: workflow(),
    key: 'workflowMetadata.labelsFrom[ref]',
    decision: 'skipped',
    message: 'does not define the parameter ref',
  },
  'parameter-without-value': {
    settings: { passthroughParameters: [{ name: 'stage' }] },
    object: workflow(),
    key: 'arguments.parameters[stage]',
    decision: 'skipped',
    message: 'the parameter stage has no value',
  },
  'value-not-in-enum': {
    settings: { passthroughParameters: [{ name: 'stage', default: '{{workflow.name}}', enum: ['test'] }] },
    object: workflow(),
    key: 'arguments.parameters[stage]',
    decision: 'skipped',
    message: 'the value of the parameter stage is not among those of its enum',
  },
  'input-captured': {
    settings: STAGE,
    object: workflow({
      templates: [
        {
          name: 'dag',
          dag: { tasks: [{ name: 't', inline: { inputs: { parameters: [{ name: 'stage' }] }, suspend: {} } }] },
        },
      ],
    }),
    key: 'templates[dag].inputs.parameters[stage]',
    decision: 'skipped',
    message: 'templates[dag].dag.tasks[t].inline declares',
  },
  'inherits-arguments': {
    settings: STAGE,
    object: workflow({
      templates: [{ name: 'dag', dag: { tasks: [{ name: 't', template: 'x', hooks: { exit: { template: 'y' } } }] } }],
    }),
    key: 'templates[dag].dag.tasks[t].hooks[exit].arguments.parameters[stage]',
    decision: 'skipped',
    message: 'an exit hook without arguments',
  },
  'no-workload-name': {
    settings: { labelsEnabled: true },
    object: workflow(undefined, {}),
    key: 'metadata.labels[panfactum.com/workload]',
    decision: 'skipped',
    message: 'no name that a label can hold',
  },
}

const OBJECTS: Readonly<Record<ObjectReason, Sample & { readonly message: string }>> = {
  'not-argo': {
    object: { apiVersion: 'v1', kind: 'Pod' },
    message: 'Pod of v1 is not a kind',
  },
  'other-operation': {
    object: workflow(),
    circumstances: { request: { operation: 'UPDATE' } },
    message: 'UPDATE of a Workflow is not',
  },
  'not-changed': {
    object: workflowTemplate(),
    circumstances: { request: { operation: 'UPDATE', oldObject: workflowTemplate() } },
    message: 'neither the spec nor',
  },
  'not-opted-in': {
    object: workflow(),
    circumstances: { request: { mode: 'not-opted-in' } },
    message: 'the Namespace demo has no label',
  },
  'opted-out': {
    object: workflow(undefined, OPTED_OUT),
    message: 'workflows.panfactum.com/defaults: disabled',
  },
  'has-run-state': {
    object: { ...workflow(), status: { nodes: { a: {} } } },
    message: 'it has status.nodes',
  },
  'workflow-template-ref': {
    object: cronWorkflow({ workflowTemplateRef: { name: 'lib' } }),
    message: 'spec.workflowTemplateRef',
  },
  'being-deleted': {
    object: workflow(undefined, { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' }),
    message: 'is being deleted',
  },
  'malformed-object': {
    object: workflow('text'),
    message: 'spec is no object',
  },
  'namespace-unknown': {
    object: workflow(),
    circumstances: { cluster: clusterWhere('present', { namespace: () => 'unknown' }) },
    message: 'the annotations of the Namespace demo',
  },
  'bad-annotation': {
    object: workflow({}, { name: 'a', annotations: { 'settings.workflows.panfactum.com/uid': 'x' } }),
    message: 'settings.workflows.panfactum.com/uid: expected a number',
  },
  'too-large': {
    settings: { priority: 5 },
    object: workflow({ note: 'x'.repeat(1024 * 1024) }),
    message: 'bytes of JSON',
  },
}

t.test('every code has a sample', async (t) => {
  t.strictSame(Object.keys(DECISIONS).toSorted(), Object.keys(DECISION_REASONS).toSorted())
  t.strictSame(Object.keys(OBJECTS).toSorted(), Object.keys(OBJECT_REASONS).toSorted())
})

t.test('docs/reasons.md lists every code, and no other', async (t) => {
  const text = readFileSync(new URL('../../docs/reasons.md', import.meta.url), 'utf8')

  const listed = Array.from(text.matchAll(/^\| `([a-z-]+)` \|/gmu), ([, code = '']) => code)

  t.strictSame(listed.toSorted(), [...Object.keys(DECISION_REASONS), ...Object.keys(OBJECT_REASONS)].toSorted())
})

for (const [reason, { settings = {}, object, circumstances, key, decision, message }] of Object.entries(DECISIONS)) {
  t.test(`a default is ${decision} for the reason ${reason}`, async (t) => {
    const found = decideWith(settings, object, circumstances).find(key)

    t.match(found, { decision, reason })
    t.match(found?.message, message)
    assertSentence(t, found?.message)
  })
}

for (const [reason, { settings = {}, object, circumstances, message }] of Object.entries(OBJECTS)) {
  t.test(`an object as a whole is skipped, or denied, for the reason ${reason}`, async (t) => {
    const decided = decideWith(settings, object, circumstances)

    const outcome = reason === 'bad-annotation' ? 'denied' : 'skipped'
    t.strictSame([decided.outcome, decided.reason, decided.patch], [outcome, reason, []])
    t.match(decided.message, message)
    assertSentence(t, decided.message)
  })
}

t.test('whatever a decision says reads as a sentence', async (t) => {
  for (const { settings = {}, object, circumstances } of [...Object.values(DECISIONS), ...Object.values(OBJECTS)])
    for (const { message, key } of decideWith(settings, object, circumstances).decisions)
      assertSentence(t, message, key)
})

/** Whether a person can read it: one line, and no hole where something should be named. */
function assertSentence(t: Test, text: Json | undefined, name = 'reads as a sentence'): void {
  t.match(text, /^\S.*\S$/su, name)
  t.notMatch(text, /undefined|\[object|\n| {2}|^ | (?:,|;|\.)/u, name)
}

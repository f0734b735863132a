import * as fc from 'fast-check'
import type { Json } from '../../src/core/json.ts'
import { copy } from './strict-patch.ts'

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>
type Weights = Readonly<Record<string, number>>
/** Turns the arbitrary of a field into one that now and then is something else. */
type Disturb = (value: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>

const KINDS = ['Workflow', 'Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow']
/** Keys that JavaScript, JSON Pointer or a patch library may trip over. */
const ODD_KEYS = ['__proto__', 'constructor', 'toString', 'a/b~c', '~1', '', '-', '0', '\ud800', 'ключ']
const ODD_VALUES: readonly unknown[] = [
  null,
  '',
  'text',
  '\udc00\ud800',
  '{{inputs.parameters.foo',
  0,
  -1.5,
  2 ** 60,
  1e300,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  [[[{}]]],
  [{ name: null }, { name: 7 }],
  { 0: {}, length: 1 },
  { name: {} },
  JSON.parse('{"__proto__": {"name": "a"}, "constructor": {"prototype": 1}}'),
]

const name = fc.constantFrom('a', 'b', 'main', 'leaf', 'x-y')
const parameterName = fc.constantFrom('foo', 'v', 'bare', 'git_ref', 'other')
const volumeName = fc.constantFrom('cache', 'mycache', 'tmp', 'podinfo', 'own')
const path = fc.constantFrom('/cache', '/tmp', '/work', '/work/dir/sub', '/data/', '/conf/x', '/own')
const text = fc.constantFrom(
  'x',
  '',
  '{{inputs.parameters.foo}}',
  '{{workflow.parameters.v}}',
  '{{=sprig.trim("{{}}")}}',
  'ünï',
)
const retryStrategy = fc.constantFrom({}, { limit: 0 }, { limit: '{{inputs.parameters.v}}', backoff: null })
const synchronization = fc.constantFrom(
  {},
  { mutexes: [{ name: 'case' }] },
  { mutex: { name: 'lib' } },
  { semaphores: [null] },
  { semaphore: {} },
)

/** Argo objects of all kinds and shapes, as a user could have written them. */
export const workflowArbitrary: fc.Arbitrary<Json> = buildObject((value) => value)

/** The same, with anything anywhere: `null`, text for a list, a list for a map, keys that no one would choose. */
export const oddWorkflowArbitrary: fc.Arbitrary<Json> = buildObject((value) =>
  fc.oneof({ weight: 40, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(...ODD_VALUES) }),
)

function buildObject(disturb: Disturb): fc.Arbitrary<Json> {
  const spec = buildSpec(disturb)
  const labels = small(
    fc.constantFrom('team', 'a/b', 'panfactum.com/workload', 'workflows.argoproj.io/cron-workflow', ...ODD_KEYS),
    disturb(fc.constantFrom('x', '')),
  )
  const metadata = some(
    {
      name: fc.constantFrom('case', 'lib', 'x'.repeat(70)),
      generateName: fc.constantFrom('case-', '-', 'x'.repeat(63)),
      namespace: fc.constant('demo'),
      labels: disturb(labels),
      annotations: disturb(small(fc.constantFrom('note', ...ODD_KEYS), fc.constantFrom('x', ''))),
      ownerReferences: disturb(
        fc.array(disturb(fc.constantFrom({ kind: 'Workflow', name: 'p' }, { kind: 'CronWorkflow', name: 'p' })), {
          maxLength: 2,
        }),
      ),
      deletionTimestamp: fc.constant(null),
    },
    [],
    disturb,
    { name: 12, generateName: 6, labels: 2 },
  )
  return fc
    .tuple(
      fc.constantFrom(...KINDS),
      disturb(metadata),
      disturb(spec),
      cronFields(disturb),
      disturb(fc.constantFrom(undefined, { startedAt: null, finishedAt: null })),
    )
    .map(([kind, meta, workflowSpec, cron, status]) => {
      const outer = kind === 'CronWorkflow' ? { ...(cron as object), workflowSpec } : workflowSpec
      const object = { apiVersion: 'argoproj.io/v1alpha1', kind, metadata: meta, spec: outer, status }
      return copy(kind === 'ClusterWorkflowTemplate' ? optedIn(object) : object)
    })
}

/** A cluster-scoped object opts in by a label of its own (R2.2). */
function optedIn(object: { readonly metadata: unknown }): object {
  const metadata = (object.metadata ?? {}) as { readonly labels?: object }
  return {
    ...object,
    metadata: { ...metadata, labels: { ...metadata.labels, 'workflows.panfactum.com/defaults': 'enabled' } },
  }
}

function cronFields(disturb: Disturb): fc.Arbitrary<unknown> {
  const metadata = some(
    { labels: small(fc.constantFrom('team', ...ODD_KEYS), fc.constant('x')), annotations: fc.constant({ a: 'b' }) },
    [],
    disturb,
  )
  return some(
    { schedule: fc.constant('* * * * *'), workflowMetadata: metadata, suspend: fc.boolean() },
    [],
    (value) => value,
  )
}

function buildSpec(disturb: Disturb): fc.Arbitrary<unknown> {
  const pod = buildPodFields(disturb)
  const templates = fc.uniqueArray(buildTemplate(disturb), { maxLength: 5, size: 'max', selector: nameOf })
  const fields: Fields = {
    ...pod,
    entrypoint: name,
    onExit: name,
    hooks: hooks(disturb),
    arguments: withParameters(disturb),
    templates: disturb(templates),
    templateDefaults: some(
      {
        ...pod,
        container: buildContainer(disturb),
        script: buildContainer(disturb),
        retryStrategy,
        volumes: volumes(disturb),
      },
      [],
      disturb,
    ),
    volumeClaimTemplates: fc.array(
      disturb(fc.record({ metadata: fc.record({ name: volumeName }), spec: fc.constant({}) })),
      { maxLength: 2 },
    ),
    podMetadata: some(
      {
        labels: small(fc.constantFrom('team', ...ODD_KEYS), fc.constant('x')),
        annotations: small(fc.constantFrom('team', 'karpenter.sh/do-not-disrupt'), fc.constant('x')),
      },
      [],
      disturb,
    ),
    workflowMetadata: some(
      {
        labels: small(fc.constantFrom('team', ...ODD_KEYS), fc.constant('x')),
        labelsFrom: small(fc.constantFrom('team', 'git_ref'), fc.constant({ expression: 'x' })),
      },
      [],
      disturb,
    ),
    activeDeadlineSeconds: fc.constantFrom(0, 60),
    archiveLogs: fc.boolean(),
    artifactGC: fc.constantFrom({}, { strategy: 'Never' }),
    artifactRepositoryRef: fc.constantFrom({}, { key: 'own' }),
    dnsPolicy: fc.constantFrom('', 'None'),
    parallelism: fc.constantFrom(0, 5),
    podDisruptionBudget: fc.constantFrom({}, { minAvailable: 1 }),
    podGC: fc.constantFrom({}, { strategy: 'OnPodSuccess' }),
    podPriorityClassName: fc.constant('low'),
    priority: fc.constantFrom(0, -1),
    suspend: fc.boolean(),
    synchronization,
    ttlStrategy: fc.constantFrom({}, { secondsAfterSuccess: 0 }),
    volumeClaimGC: fc.constant({}),
  }
  return some(fields, ['templates'], disturb, { arguments: 3 })
}

/** The fields of pods that Argo takes from several levels (R3.5). */
function buildPodFields(disturb: Disturb): Fields {
  return {
    affinity: fc.constantFrom({}, { podAffinity: {} }),
    nodeSelector: fc.constantFrom(
      {},
      { 'kubernetes.io/os': 'windows' },
      { 'kubernetes.io/os': 'linux' },
      { pool: 'a' },
    ),
    tolerations: fc.array(disturb(fc.constantFrom({ key: 'spot', operator: 'Exists' }, { key: 'gpu' })), {
      maxLength: 2,
    }),
    schedulerName: fc.constantFrom('', 'mine'),
    serviceAccountName: fc.constant('mine'),
    automountServiceAccountToken: fc.boolean(),
    securityContext: fc.constantFrom({}, { runAsUser: 7 }),
    podSpecPatch: fc.constantFrom('', '{}', 'hostname: x', '{"containers": ['),
    podResources: fc.constantFrom({}, { requests: { cpu: 1 } }),
    volumes: volumes(disturb),
    retryStrategy,
  }
}

function volumes(disturb: Disturb): fc.Arbitrary<unknown> {
  const volume = fc.record({ name: volumeName, emptyDir: fc.constantFrom({}, { sizeLimit: '1Mi' }) })
  return fc.uniqueArray(disturb(volume), { maxLength: 2, selector: nameOf })
}

function parameters(disturb: Disturb): fc.Arbitrary<unknown> {
  const parameter = some(
    { name: parameterName, value: text, default: text, valueFrom: fc.constant({ default: 'x' }) },
    ['name'],
    disturb,
  )
  return fc.uniqueArray(parameter, { maxLength: 3, selector: nameOf })
}

function withParameters(disturb: Disturb): fc.Arbitrary<unknown> {
  const artifact = fc.record({ name, path })
  return some(
    {
      parameters: parameters(disturb),
      artifacts: fc.uniqueArray(disturb(artifact), { maxLength: 2, selector: nameOf }),
    },
    [],
    disturb,
  )
}

function hooks(disturb: Disturb): fc.Arbitrary<unknown> {
  const hook = some(
    {
      template: name,
      templateRef: fc.constant({ name: 'lib', template: 'a' }),
      expression: text,
      arguments: withParameters(disturb),
    },
    [],
    disturb,
  )
  return small(fc.constantFrom('exit', 'running', ...ODD_KEYS), disturb(hook))
}

function buildContainer(disturb: Disturb): fc.Arbitrary<unknown> {
  const mount = fc.record({ name: volumeName, mountPath: path })
  const fields: Fields = {
    name: fc.constantFrom('', 'main', 'a'),
    image: fc.constantFrom('', 'i'),
    command: fc.constantFrom([], ['{{inputs.parameters.foo}}']),
    source: text,
    workingDir: path,
    env: fc.uniqueArray(disturb(fc.record({ name: fc.constantFrom('A', 'LOG', 'own'), value: text })), {
      maxLength: 2,
      selector: nameOf,
    }),
    envFrom: fc.constantFrom([], [{ configMapRef: { name: 'c' } }]),
    volumeMounts: fc.uniqueArray(disturb(mount), { maxLength: 2, selector: (item) => JSON.stringify(item) }),
    resources: fc.constantFrom({}, { limits: {} }, { requests: { cpu: '2' } }),
    securityContext: fc.constantFrom({}, { privileged: true }),
    mirrorVolumeMounts: fc.boolean(),
    daemon: fc.boolean(),
  }
  return some(fields, [], disturb)
}

/** A template of each type, or of none, or of two; what steps and tasks have inline is of all types but steps and dag again. */
function buildTemplate(disturb: Disturb): fc.Arbitrary<unknown> {
  const inline = buildTemplateOf(buildLeafTypes(disturb), disturb)
  const call = some(
    {
      name,
      template: name,
      templateRef: fc.constant({ name: 'lib', template: 'a' }),
      inline: disturb(inline),
      arguments: withParameters(disturb),
      hooks: hooks(disturb),
      onExit: name,
      withItems: fc.constant([1, { a: 2 }]),
      depends: text,
      when: text,
    },
    ['name'],
    disturb,
  )
  const types: Fields = {
    ...buildLeafTypes(disturb),
    dag: some(
      { tasks: fc.uniqueArray(disturb(call), { maxLength: 3, size: 'max', selector: nameOf }), failFast: fc.boolean() },
      ['tasks'],
      disturb,
    ),
    steps: fc.array(disturb(fc.array(disturb(call), { maxLength: 2 })), { maxLength: 2 }),
  }
  return buildTemplateOf(types, disturb)
}

function buildLeafTypes(disturb: Disturb): Fields {
  const containers = fc.uniqueArray(buildContainer(disturb), { minLength: 1, maxLength: 3, selector: nameOf })
  const manifest = fc.constantFrom(
    '',
    'x',
    'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n',
    '{"kind": "Workflow"',
    '{{inputs.parameters.foo}}',
  )
  return {
    container: buildContainer(disturb),
    script: buildContainer(disturb),
    containerSet: some(
      {
        containers,
        volumeMounts: fc.array(fc.record({ name: volumeName, mountPath: path }), { maxLength: 1 }),
        retryStrategy: fc.constant({ retries: 1 }),
      },
      ['containers'],
      disturb,
    ),
    resource: fc.record({ action: fc.constantFrom('get', 'create'), manifest: disturb(manifest) }),
    data: fc.constant({ source: {}, transformation: [] }),
    suspend: fc.constantFrom({}, { duration: '1s' }),
    http: fc.constant({ url: 'u' }),
    plugin: fc.constant({ slack: { container: {}, steps: [[{ name: 'a' }]], templates: [{}] } }),
  }
}

function buildTemplateOf(types: Fields, disturb: Disturb): fc.Arbitrary<unknown> {
  const type = fc.oneof(...Object.entries(types).map(([key, value]) => disturb(value).map((body) => ({ [key]: body }))))
  const common = some(
    {
      ...buildPodFields(disturb),
      name,
      inputs: withParameters(disturb),
      outputs: fc.constantFrom({}, { artifacts: [{ name: 'o', path: '/work' }] }),
      metadata: fc.constantFrom({}, { labels: { team: 'x' } }),
      daemon: fc.boolean(),
      parallelism: fc.constant(2),
      priorityClassName: fc.constant('low'),
      synchronization,
      memoize: fc.constant({ key: '{{inputs.parameters}}' }),
      sidecars: fc.array(disturb(buildContainer(disturb)), { maxLength: 1 }),
      initContainers: fc.array(disturb(buildContainer(disturb)), { maxLength: 1 }),
    },
    ['name'],
    disturb,
  )
  const types0to2 = fc.oneof(
    { weight: 30, arbitrary: fc.tuple(type) },
    { weight: 1, arbitrary: fc.tuple() },
    { weight: 1, arbitrary: fc.tuple(type, type) },
  )
  return fc.tuple(common, types0to2).map(([fields, parts]) => Object.assign({}, fields, ...parts) as unknown)
}

/** An object with the required fields and few of the others, so that most fields are free for a default. */
function some(
  fields: Fields,
  required: readonly string[],
  disturb: Disturb,
  weights: Weights = {},
): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(fields).map(([key, value]) => {
    const disturbed = disturb(value)
    return [key, required.includes(key) ? disturbed : rarely(disturbed, weights[key] ?? 1)] as const
  })
  return fc.record(Object.fromEntries(entries))
}

/** What is `undefined` is lost when the object is copied as JSON. */
function rarely(value: fc.Arbitrary<unknown>, weight: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight, arbitrary: value },
  )
}

function small(key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc.dictionary(key, value, { maxKeys: 2 })
}

function nameOf(item: unknown): unknown {
  return (item as { name?: unknown } | null)?.name
}

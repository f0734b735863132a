import type { Versions } from '../harness/binaries.ts'

/**
 * What a default does that heeds no rule: the harm of a hazard, as Argo and Kubernetes themselves show it. `docs/argo-hazards.md`
 * names them, and says of the other hazards why nothing here can show them.
 */
export interface Trap {
  /** Such as `H6.5`. */
  readonly hazard: string
  /** What comes of it, as a fact. */
  readonly title: string
  /** The version of Argo that is the first to show it, where one before it does not. */
  readonly since?: Versions['argo']
  /** Settings by which wf-defaults is to give what does the harm, where the built-in ones do not. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Settings that would do the harm, and which it takes from nobody. */
  readonly refused?: Readonly<Record<string, unknown>>
  /** The spec of a template that the Workflow refers to, by the name LIBRARY. */
  readonly library?: object
  readonly libraryKind?: 'WorkflowTemplate' | 'ClusterWorkflowTemplate'
  readonly labels?: Readonly<Record<string, string>>
  /** The Workflow's, as a user writes it. */
  readonly spec: object
  /** What is added without the rule, by the place in the spec: a JSON Pointer. */
  readonly naive?: Additions
  readonly naiveLibrary?: Additions
  readonly harm: Harm
  /** How it ends without harm, where that is not well. */
  readonly ends?: 'Failed' | 'Running'
}

export type Additions = Readonly<Record<string, unknown>>

export type Harm =
  /** Argo's validator, by which the controller would fail the Workflow at once. */
  | { readonly by: 'validator'; readonly says: string | RegExp }
  /** Under the full CRDs. */
  | { readonly by: 'API server'; readonly says: string | RegExp }
  /** The controller ends the Workflow, saying so. Otherwise its Pod is as wanted. */
  | {
      readonly by: 'controller'
      readonly ends: 'Error' | 'Failed'
      readonly says: string | RegExp
      readonly wanted?: object
    }
  /** The Workflow comes to no end, and stays in that phase; empty before it has begun. */
  | { readonly by: 'controller'; readonly stays: '' | 'Pending' | 'Running' }
  /** A template is run other times than the user has it; the last is the number of Pods with defaults and the rule. */
  | { readonly by: 'controller'; readonly pods: readonly [naive: number, defaulted: number] }
  /** The Pod is not what the user wants of it. */
  | { readonly by: 'controller'; readonly pod: object; readonly wanted: object }
  /** The Workflow has another label than the user gave it. */
  | { readonly by: 'controller'; readonly label: readonly [name: string, naive: string, wanted: string] }
  /** When all is over, the `argo` command can do no more with the Workflow, saying so. */
  | { readonly by: 'controller'; readonly command: readonly string[]; readonly says: string | RegExp }
  /** The Workflow is deleted, which its user wanted to keep. */
  | { readonly by: 'controller'; readonly gone: true }

const IMAGE = 'docker.io/library/busybox:1.36.1'
/** A ServiceAccount that is there. */
export const OWN_ACCOUNT = 'own-account'

const container = { image: IMAGE, command: ['run'] }
const leaf = { name: 'main', container }
const plain = { entrypoint: 'main', templates: [leaf] }
const FAILS = { annotations: { 'stand-in/exit-codes': '1' } }
const scratch = { name: 'scratch', mountPath: '/scratch' }
const workflowTemplateRef = { name: 'LIBRARY' }
const emptyDir = {}

/** A Workflow that calls the template `main` of the library. */
const caller = {
  entrypoint: 'call',
  templates: [{ name: 'call', steps: [[{ name: 'a', templateRef: { name: 'LIBRARY', template: 'main' } }]] }],
}

function steps(...templates: readonly string[]): object {
  return { steps: templates.map((template, index) => [{ name: `s${index}`, template }]) }
}

export const TRAPS: readonly Trap[] = [
  {
    hazard: 'H1.1',
    title: 'a ServiceAccount on a Workflow takes the place of that of the template which it runs',
    settings: { serviceAccountName: 'default' },
    library: { ...plain, serviceAccountName: OWN_ACCOUNT },
    spec: { workflowTemplateRef },
    naive: { '/serviceAccountName': 'default' },
    harm: {
      by: 'controller',
      pod: { spec: { serviceAccountName: 'default' } },
      wanted: { spec: { serviceAccountName: OWN_ACCOUNT } },
    },
  },
  {
    hazard: 'H1.2',
    title: 'a disruption budget on a Workflow and that of the template which it runs make one that cannot be',
    library: { ...plain, podDisruptionBudget: { maxUnavailable: 1 } },
    spec: { workflowTemplateRef },
    naive: { '/podDisruptionBudget': { minAvailable: 9999 } },
    harm: { by: 'controller', stays: '' },
  },
  {
    hazard: 'H1.3',
    title: 'a list on a Workflow, such as of nodes, takes the place of that of the template which it runs',
    library: { ...plain, affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: nodes('own') } } },
    settings: { nodeRequirements: { pool: ['default'] } },
    spec: { workflowTemplateRef },
    naive: { '/affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: nodes('default') } } },
    harm: {
      by: 'controller',
      pod: podAffinity('default'),
      wanted: podAffinity('own'),
    },
  },
  {
    hazard: 'H1.4',
    title: 'a toleration without a key does not merge with those of the template',
    library: { ...plain, tolerations: [{ key: 'gpu', operator: 'Exists' }] },
    settings: { extraTolerations: [{ operator: 'Exists' }] },
    spec: { workflowTemplateRef },
    naive: { '/tolerations': [{ operator: 'Exists' }] },
    harm: { by: 'controller', ends: 'Error', says: 'does not contain declared merge key: key' },
  },
  {
    hazard: 'H1.5',
    title: 'a Workflow that runs a template may have no templates',
    library: plain,
    spec: { workflowTemplateRef },
    naive: { '/templates': [{ name: 'other', container }] },
    harm: { by: 'validator', says: 'Templates is invalid field in spec' },
  },
  {
    hazard: 'H1.8',
    title: 'an argument on a Workflow takes the place of that of the template which it runs',
    settings: { passthroughParameters: [{ name: 'stage', default: 'production' }] },
    library: {
      entrypoint: 'main',
      arguments: { parameters: [{ name: 'stage', value: 'test' }] },
      templates: [{ name: 'main', container: { ...container, args: ['{{workflow.parameters.stage}}'] } }],
    },
    spec: { workflowTemplateRef },
    naive: { '/arguments': { parameters: [{ name: 'stage', value: 'production' }] } },
    harm: {
      by: 'controller',
      pod: mainContainer({ args: ['production'] }),
      wanted: mainContainer({ args: ['test'] }),
    },
  },
  {
    hazard: 'H2.1',
    title: 'a mount in a template has no volume where it is called by templateRef, if the volume stands on its spec',
    settings: { tmpDirectories: { scratch: { mountPath: '/scratch', nodeLocal: true } } },
    library: { templates: [leaf] },
    spec: caller,
    naiveLibrary: {
      '/volumes': [{ name: 'scratch', emptyDir }],
      '/templates/0/container/volumeMounts': [scratch],
    },
    harm: { by: 'controller', ends: 'Failed', says: "volume 'scratch' not found in workflow spec" },
  },
  {
    hazard: 'H2.2',
    title: "a template's own scheduler comes before that of the Workflow which calls it",
    library: { templates: [leaf] },
    spec: { ...caller, schedulerName: 'own' },
    naiveLibrary: { '/templates/0/schedulerName': 'panfactum' },
    harm: {
      by: 'controller',
      pod: { spec: { schedulerName: 'panfactum' } },
      wanted: { spec: { schedulerName: 'own' } },
    },
  },
  {
    hazard: 'H2.3',
    title: 'an image in a template comes before that of the templateDefaults of who calls it',
    library: {
      templateDefaults: { container: { image: 'argoproj/argosay:v2' } },
      templates: [{ name: 'main', container: { command: ['run'] } }],
    },
    spec: { ...caller, templateDefaults: { container: { image: 'argoproj/argosay:v2' } } },
    naiveLibrary: { '/templates/0/container/image': IMAGE },
    harm: {
      by: 'controller',
      pod: mainContainer({ image: IMAGE }),
      wanted: mainContainer({ image: 'argoproj/argosay:v2' }),
    },
  },
  {
    hazard: 'H2.5',
    title: 'a ServiceAccount that a template of the whole cluster names is not in every namespace',
    settings: { serviceAccountName: 'missing' },
    libraryKind: 'ClusterWorkflowTemplate',
    library: plain,
    spec: { workflowTemplateRef: { name: 'LIBRARY', clusterScope: true } },
    naiveLibrary: { '/serviceAccountName': 'missing' },
    harm: { by: 'controller', ends: 'Error', says: 'serviceaccount "missing" not found' },
  },
  {
    hazard: 'H3.1',
    title: 'tolerations of a template take the place of those of the spec',
    spec: { ...plain, tolerations: [{ key: 'gpu', operator: 'Exists' }] },
    naive: { '/templates/0/tolerations': [{ key: 'spot', operator: 'Exists' }] },
    harm: {
      by: 'controller',
      pod: { spec: { tolerations: [{ key: 'spot' }] } },
      wanted: { spec: { tolerations: [{ key: 'gpu' }] } },
    },
  },
  {
    hazard: 'H3.2',
    title: 'an image of a template takes the place of that of templateDefaults',
    spec: {
      entrypoint: 'main',
      templateDefaults: { container: { image: 'argoproj/argosay:v2' } },
      templates: [{ name: 'main', container: { command: ['run'] } }],
    },
    naive: { '/templates/0/container/image': IMAGE },
    harm: {
      by: 'controller',
      pod: mainContainer({ image: IMAGE }),
      wanted: mainContainer({ image: 'argoproj/argosay:v2' }),
    },
  },
  {
    hazard: 'H3.3',
    title: "limits of templateDefaults and a container's own requests make resources that cannot be",
    spec: withContainer({ resources: { requests: { memory: '200Mi' } } }),
    naive: { '/templateDefaults': { container: { resources: { limits: { memory: '100Mi' } } } } },
    harm: {
      by: 'controller',
      ends: 'Error',
      says: 'must be less than or equal to memory limit',
      wanted: mainContainer({ resources: { requests: { memory: '200Mi' } } }),
    },
  },
  {
    hazard: 'H3.5',
    title: 'a podSpecPatch comes before all that the user set',
    spec: { ...plain, schedulerName: 'own' },
    naive: { '/podSpecPatch': '{"schedulerName": "panfactum"}' },
    harm: {
      by: 'controller',
      pod: { spec: { schedulerName: 'panfactum' } },
      wanted: { spec: { schedulerName: 'own' } },
    },
  },
  {
    hazard: 'H4.1',
    title: 'a template of a Pod may have no parallelism',
    settings: { podParallelism: 5 },
    spec: plain,
    naive: { '/templates/0/parallelism': 5 },
    harm: { by: 'validator', says: 'parallelism is only valid for steps and dag templates' },
  },
  {
    hazard: 'H4.2',
    title: 'a template of steps may have no deadline',
    spec: { entrypoint: 'all', templates: [{ name: 'all', ...steps('main') }, leaf] },
    naive: { '/templates/0/activeDeadlineSeconds': 60 },
    harm: { by: 'validator', says: 'activeDeadlineSeconds is only valid for leaf templates' },
  },
  {
    hazard: 'H4.3',
    title: 'a timeout is no bare number',
    spec: plain,
    naive: { '/templates/0/timeout': '30' },
    harm: { by: 'validator', says: 'has invalid duration format in timeout' },
  },
  {
    hazard: 'H4.6',
    title: 'a sidecar that mirrors the mounts of the main container gets one twice',
    settings: { tmpDirectories: { scratch: { mountPath: '/scratch', nodeLocal: true } } },
    spec: {
      ...withTemplate({
        sidecars: [
          { name: 'side', ...container, mirrorVolumeMounts: true, volumeMounts: [{ ...scratch, name: 'own' }] },
        ],
      }),
      volumes: [{ name: 'own', emptyDir }],
    },
    naive: {
      '/templates/0/volumes': [{ name: 'scratch', emptyDir }],
      '/templates/0/container/volumeMounts': [scratch],
    },
    harm: { by: 'controller', ends: 'Error', says: 'mountPath: Invalid value: "/scratch": must be unique' },
  },
  {
    hazard: 'H4.7',
    since: '3.7',
    title: 'retries on the spec leave what is cached without a node that argo retry looks for',
    spec: withTemplate({
      metadata: FAILS,
      memoize: { key: 'h4-7', maxAge: '10m', cache: { configMap: { name: 'h4-7', key: 'x' } } },
    }),
    naive: { '/retryStrategy': { limit: 1 } },
    harm: { by: 'controller', command: ['retry'], says: 'nil pointer dereference' },
    ends: 'Failed',
  },
  {
    hazard: 'H5.1',
    title: 'retries on the spec try the steps again too, and multiply',
    spec: {
      entrypoint: 'all',
      templates: [
        { name: 'all', ...steps('main') },
        { ...leaf, metadata: FAILS },
      ],
    },
    naive: { '/retryStrategy': { limit: 1 } },
    harm: { by: 'controller', pods: [4, 2] },
    ends: 'Failed',
  },
  {
    hazard: 'H5.2',
    title: "a backoff beside the user's own limit has no duration to begin with",
    settings: { retryBackoffMaxDurationSeconds: 3600 },
    spec: withTemplate({ metadata: { annotations: { 'stand-in/exit-codes': '1,0' } }, retryStrategy: { limit: 1 } }),
    naive: { '/templates/0/retryStrategy/backoff': { maxDuration: '3600' } },
    harm: { by: 'controller', ends: 'Error', says: 'no base duration specified for retryStrategy' },
  },
  {
    hazard: 'H5.3',
    title: 'a retryStrategy without a limit tries for ever',
    spec: withTemplate({ metadata: FAILS }),
    naive: { '/templates/0/retryStrategy': { backoff: { duration: '1' } } },
    harm: { by: 'controller', stays: 'Running' },
    ends: 'Failed',
  },
  {
    hazard: 'H5.4',
    title: 'a template that waits for a person is not found by its name where it has retries',
    spec: {
      entrypoint: 'all',
      templates: [
        { name: 'all', ...steps('ask') },
        { name: 'ask', suspend: {} },
      ],
    },
    naive: { '/templates/1/retryStrategy': { limit: 1 } },
    harm: {
      by: 'controller',
      command: ['resume', '--node-field-selector=displayName=s0'],
      says: 'no suspend nodes matching',
    },
    ends: 'Running',
  },
  {
    hazard: 'H5.7',
    title: 'retries of a template and of its containerSet multiply',
    spec: withSet({ retryStrategy: { retries: 1 } }, { metadata: FAILS }),
    naive: { '/templates/0/retryStrategy': { limit: 1 } },
    harm: { by: 'controller', pods: [2, 1] },
    ends: 'Failed',
  },
  {
    hazard: 'H5.9',
    title: 'retries of a task and of its exit hook leave the dag running',
    spec: {
      entrypoint: 'all',
      templates: [
        {
          name: 'all',
          dag: {
            tasks: [
              { name: 'a', template: 'main', hooks: { exit: { template: 'bye' } } },
              { name: 'b', template: 'main', dependencies: ['a'] },
            ],
          },
        },
        leaf,
        { name: 'bye', container },
      ],
    },
    naive: { '/templates/1/retryStrategy': { limit: 1 }, '/templates/2/retryStrategy': { limit: 1 } },
    harm: { by: 'controller', stays: 'Running' },
  },
  {
    hazard: 'H6.1',
    title: "a volume takes the place of the user's claim of that name",
    settings: { tmpDirectories: { work: { mountPath: '/elsewhere', nodeLocal: true } } },
    spec: {
      ...withTemplate({
        sidecars: [{ name: 'side', ...container, volumeMounts: [{ name: 'work', mountPath: '/work' }] }],
      }),
      volumeClaimTemplates: [
        {
          metadata: { name: 'work' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
    naive: {
      '/templates/0/volumes': [{ name: 'work', emptyDir }],
      '/templates/0/container/volumeMounts': [{ name: 'work', mountPath: '/elsewhere' }],
    },
    harm: {
      by: 'controller',
      pod: { spec: { volumes: [{ name: 'work', emptyDir }] } },
      wanted: { spec: { volumes: [{ name: 'work', persistentVolumeClaim: {} }] } },
    },
  },
  {
    hazard: 'H6.2',
    title: "a volume by a name of Argo's own is there twice",
    settings: { tmpDirectories: { 'tmp-dir-argo': { mountPath: '/scratch', nodeLocal: true } } },
    spec: plain,
    naive: {
      '/templates/0/volumes': [{ name: 'tmp-dir-argo', emptyDir }],
      '/templates/0/container/volumeMounts': [{ ...scratch, name: 'tmp-dir-argo' }],
    },
    harm: { by: 'controller', ends: 'Error', says: 'Duplicate value: "tmp-dir-argo"' },
  },
  {
    hazard: 'H6.3',
    title: 'a volume of the spec does not come with the mount of one container of a set',
    settings: { tmpDirectories: { scratch: { mountPath: '/scratch', nodeLocal: true } } },
    spec: withSet(),
    naive: {
      '/volumes': [{ name: 'scratch', emptyDir }],
      '/templates/0/containerSet/containers/0/volumeMounts': [scratch],
    },
    harm: { by: 'controller', ends: 'Error', says: 'Not found: "scratch"' },
  },
  {
    hazard: 'H6.4',
    title: 'a container of a set has a mount of the whole set twice',
    settings: { tmpDirectories: { scratch: { mountPath: '/scratch', nodeLocal: true } } },
    spec: { ...withSet({ volumeMounts: [{ ...scratch, name: 'own' }] }), volumes: [{ name: 'own', emptyDir }] },
    naive: {
      '/templates/0/volumes': [{ name: 'scratch', emptyDir }],
      '/templates/0/containerSet/containers/0/volumeMounts': [scratch],
    },
    harm: { by: 'controller', ends: 'Error', says: 'mountPath: Invalid value: "/scratch": must be unique' },
  },
  {
    hazard: 'H6.5',
    title: 'a mount may not be where an artifact goes',
    settings: { tmpDirectories: { scratch: { mountPath: '/scratch', nodeLocal: true } } },
    spec: withTemplate({ inputs: { artifacts: [{ name: 'in', path: '/scratch', raw: { data: 'x' } }] } }),
    naive: {
      '/templates/0/volumes': [{ name: 'scratch', emptyDir }],
      '/templates/0/container/volumeMounts': [scratch],
    },
    harm: { by: 'validator', says: "path '/scratch' already mounted" },
  },
  {
    hazard: 'H6.9',
    title: "a mount at Argo's own path is there twice",
    refused: { tmpDirectories: { scratch: { mountPath: '/var/run/argo', nodeLocal: true } } },
    spec: plain,
    naive: {
      '/templates/0/volumes': [{ name: 'scratch', emptyDir }],
      '/templates/0/container/volumeMounts': [{ ...scratch, mountPath: '/var/run/argo' }],
    },
    harm: { by: 'controller', ends: 'Error', says: 'mountPath: Invalid value: "/var/run/argo": must be unique' },
  },
  {
    hazard: 'H7.1',
    title: 'a tag that does not end fails the template',
    refused: { commonEnv: { A: 'of {{workflow.name' } },
    spec: plain,
    naive: { '/templates/0/container/env': [{ name: 'A', value: 'of {{workflow.name' }] },
    harm: { by: 'validator', says: 'failed to resolve {{workflow.name"' },
  },
  {
    hazard: 'H7.2',
    title: 'a tag that nothing resolves fails the template',
    settings: { commonEnv: { MESSAGE: '{{inputs.parameters.message}}' } },
    spec: plain,
    naive: { '/templates/0/container/env': [{ name: 'MESSAGE', value: '{{inputs.parameters.message}}' }] },
    harm: { by: 'validator', says: 'failed to resolve {{inputs.parameters.message}}' },
  },
  {
    hazard: 'H7.3',
    title: 'in a loop, what an inline template alone could resolve fails the task',
    settings: { commonEnv: { OWN: '{{inputs.parameters.own}}' } },
    spec: {
      entrypoint: 'main',
      templates: [
        {
          name: 'main',
          dag: {
            tasks: [
              {
                name: 'a',
                withItems: [1, 2],
                arguments: { parameters: [{ name: 'own', value: 'x' }] },
                inline: { inputs: { parameters: [{ name: 'own' }] }, container },
              },
            ],
          },
        },
      ],
    },
    naive: {
      '/templates/0/dag/tasks/0/inline/container/env': [{ name: 'OWN', value: '{{inputs.parameters.own}}' }],
    },
    harm: { by: 'controller', ends: 'Error', says: 'failed to resolve {{inputs.parameters.own}}' },
  },
  {
    hazard: 'H7.5',
    title: 'a variable comes before those that envFrom sets',
    settings: { commonEnv: { LOG_LEVEL: 'info' } },
    spec: withContainer({ envFrom: [{ configMapRef: { name: 'app', optional: true } }] }),
    naive: { '/templates/0/container/env': [{ name: 'LOG_LEVEL', value: 'info' }] },
    harm: {
      by: 'controller',
      pod: mainContainer({ env: [{ name: 'LOG_LEVEL' }] }),
      wanted: mainContainer({ envFrom: [{ configMapRef: { name: 'app' } }] }),
    },
  },
  {
    hazard: 'H7.6',
    title: 'a list of variables may not have one twice',
    settings: { commonEnv: { LOG_LEVEL: 'info' } },
    spec: withContainer({ env: [{ name: 'LOG_LEVEL', value: 'debug' }] }),
    naive: { '/templates/0/container/env/-': { name: 'LOG_LEVEL', value: 'info' } },
    harm: { by: 'API server', says: 'Duplicate value: {"name":"LOG_LEVEL"}' },
  },
  {
    hazard: 'H8.1',
    title: 'an argument may not be there twice',
    settings: { passthroughParameters: [{ name: 'stage', default: 'production' }] },
    spec: { ...plain, arguments: { parameters: [{ name: 'stage', value: 'test' }] } },
    naive: { '/arguments/parameters/-': { name: 'stage', value: 'production' } },
    harm: { by: 'validator', says: "name 'stage' is not unique" },
  },
  {
    hazard: 'H8.2',
    title: 'an argument of a Workflow needs a value, and not a default alone',
    settings: { passthroughParameters: [{ name: 'stage', default: 'production' }] },
    spec: plain,
    naive: { '/arguments': { parameters: [{ name: 'stage', default: 'production' }] } },
    harm: { by: 'validator', says: 'spec.arguments.stage.value' },
  },
  {
    hazard: 'H8.4',
    title: 'an argument takes no value from an input that is not there',
    settings: { passthroughParameters: [{ name: 'stage', default: 'production' }] },
    spec: { entrypoint: 'all', templates: [{ name: 'all', ...steps('main') }, leaf] },
    naive: {
      '/templates/0/steps/0/0/arguments': { parameters: [{ name: 'stage', value: '{{inputs.parameters.stage}}' }] },
    },
    harm: { by: 'validator', says: 'failed to resolve {{inputs.parameters.stage}}' },
  },
  {
    hazard: 'H8.5',
    title: 'one argument in an exit hook takes those of the workflow away from it',
    settings: { passthroughParameters: [{ name: 'stage', default: 'production' }] },
    spec: {
      entrypoint: 'all',
      arguments: { parameters: [{ name: 'message', value: 'x' }] },
      templates: [
        { name: 'all', steps: [[{ name: 'a', template: 'main', hooks: { exit: { template: 'bye' } } }]] },
        leaf,
        { name: 'bye', inputs: { parameters: [{ name: 'message' }] }, container },
      ],
    },
    naive: {
      '/arguments/parameters/-': { name: 'stage', value: 'production' },
      '/templates/0/inputs': { parameters: [{ name: 'stage', default: '{{workflow.parameters.stage}}' }] },
      '/templates/0/steps/0/0/hooks/exit/arguments': {
        parameters: [{ name: 'stage', value: '{{inputs.parameters.stage}}' }],
      },
    },
    harm: { by: 'controller', ends: 'Error', says: 'inputs.parameters.message was not supplied' },
  },
  {
    hazard: 'H8.6',
    title: 'an input takes the place of that of an inline template below',
    settings: { passthroughParameters: [{ name: 'stage', default: 'production' }] },
    spec: {
      entrypoint: 'main',
      templates: [
        {
          name: 'main',
          steps: [
            [
              {
                name: 'a',
                arguments: { parameters: [{ name: 'stage', value: 'test' }] },
                inline: {
                  inputs: { parameters: [{ name: 'stage' }] },
                  container: { ...container, args: ['{{inputs.parameters.stage}}'] },
                },
              },
            ],
          ],
        },
      ],
    },
    naive: { '/templates/0/inputs': { parameters: [{ name: 'stage', default: 'production' }] } },
    harm: {
      by: 'controller',
      pod: mainContainer({ args: ['production'] }),
      wanted: mainContainer({ args: ['test'] }),
    },
  },
  {
    hazard: 'H9.2',
    title: 'a semaphore that no ConfigMap has the size of fails the Workflow',
    settings: { workflowParallelism: 3 },
    spec: plain,
    naive: {
      '/synchronization': { semaphores: [{ configMapKeyRef: { name: 'workflow-parallelism', key: 'h9-2' } }] },
    },
    harm: {
      by: 'controller',
      ends: 'Failed',
      says: /failed to initialize semaphore|configmaps "workflow-parallelism" not found/u,
    },
  },
  {
    hazard: 'H9.3',
    title: 'a lock may not be there twice',
    spec: { ...plain, synchronization: { mutexes: [{ name: 'h9-3' }] } },
    naive: { '/synchronization/mutexes/-': { name: 'h9-3' } },
    harm: { by: 'controller', ends: 'Failed', says: /duplicate synchronization item/iu },
  },
  {
    hazard: 'H9.4',
    title: 'a Workflow that holds the lock of its own template waits for itself',
    spec: withTemplate({ synchronization: { mutexes: [{ name: 'h9-4' }] } }),
    naive: { '/synchronization': { mutexes: [{ name: 'h9-4' }] } },
    harm: { by: 'controller', stays: 'Running' },
  },
  {
    hazard: 'H9.6',
    title: 'where a daemon uses up the limit of Pods nothing else starts',
    settings: { podParallelism: 1 },
    spec: {
      entrypoint: 'all',
      templates: [{ name: 'all', ...steps('db', 'main') }, { name: 'db', daemon: true, container }, leaf],
    },
    naive: { '/parallelism': 1 },
    harm: { by: 'controller', stays: 'Running' },
  },
  {
    hazard: 'H10.9',
    title: 'a label that the controller knows its Pods by takes them from it',
    refused: { extraPodLabels: { 'workflows.argoproj.io/workflow': 'other' } },
    spec: plain,
    naive: { '/podMetadata': { labels: { 'workflows.argoproj.io/workflow': 'other' } } },
    harm: { by: 'controller', stays: 'Running' },
  },
  {
    hazard: 'H12.1',
    title: "a value that is not of the type which Argo's have fails the Workflow",
    refused: { extraPodAnnotations: { on: true } },
    spec: plain,
    naive: { '/podMetadata': { annotations: { on: true } } },
    harm: { by: 'validator', says: 'cannot unmarshal bool' },
  },
  {
    hazard: 'H12.2',
    title: 'there may be one mount at a place',
    settings: { tmpDirectories: { scratch: { mountPath: '/scratch', nodeLocal: true } } },
    spec: {
      ...withContainer({ volumeMounts: [{ ...scratch, name: 'own' }] }),
      volumes: [{ name: 'own', emptyDir }],
    },
    naive: { '/templates/0/container/volumeMounts/-': scratch },
    harm: { by: 'API server', says: 'Duplicate value: {"mountPath":"/scratch"}' },
  },
  {
    hazard: 'H13.1',
    title: 'a Workflow that grows past a mebibyte fails',
    settings: { commonEnv: { FILLER: filler(60) } },
    spec: { entrypoint: 'main', templates: [leaf, { name: 'other', script: { ...container, source: filler(930) } }] },
    naive: { '/templates/1/script/env': [{ name: 'FILLER', value: filler(60) }] },
    harm: { by: 'controller', ends: 'Error', says: 'workflow is longer than maximum allowed size' },
  },
  {
    hazard: 'H14.2',
    title: 'a disruption budget has one of its two numbers, and none with both is made',
    spec: { ...plain, podDisruptionBudget: { maxUnavailable: 1 } },
    naive: { '/podDisruptionBudget/minAvailable': 9999 },
    harm: { by: 'controller', stays: '' },
  },
  {
    hazard: 'H14.4',
    title: 'an annotation is a text',
    spec: plain,
    naive: { '/podMetadata': { annotations: { 'karpenter.sh/do-not-disrupt': true } } },
    harm: { by: 'API server', says: 'Invalid value: "boolean"' },
  },
  {
    hazard: 'H15.1',
    title: 'an artifact repository that is not there fails the Workflow',
    spec: plain,
    naive: { '/artifactRepositoryRef': { configMap: 'artifact-repositories', key: 's3' } },
    harm: { by: 'controller', ends: 'Error', says: 'failed to find any artifact repository' },
  },
  {
    hazard: 'H16.2',
    title: "a part of a security context beside the user's makes one that cannot be",
    spec: withContainer({ securityContext: { privileged: true } }),
    naive: { '/templates/0/container/securityContext/allowPrivilegeEscalation': false },
    harm: {
      by: 'controller',
      ends: 'Error',
      says: 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
      wanted: mainContainer({ securityContext: { privileged: true } }),
    },
  },
  {
    hazard: 'H16.3',
    title: "a limit beside the user's request makes resources that cannot be",
    spec: withContainer({ resources: { requests: { memory: '200Mi' } } }),
    naive: { '/templates/0/container/resources/limits': { memory: '100Mi' } },
    harm: {
      by: 'controller',
      ends: 'Error',
      says: 'must be less than or equal to memory limit',
      wanted: mainContainer({ resources: { requests: { memory: '200Mi' } } }),
    },
  },
  {
    hazard: 'H16.5',
    title: 'a short deadline ends a Workflow that waits for a person',
    spec: { entrypoint: 'main', templates: [{ name: 'main', suspend: {} }] },
    naive: { '/activeDeadlineSeconds': 1 },
    harm: { by: 'controller', ends: 'Failed', says: 'Step exceeded its deadline' },
    ends: 'Running',
  },
  {
    hazard: 'H16.6',
    title: 'a label from a parameter that is not there fails the Workflow',
    settings: { labelsFromParameters: ['stage'] },
    spec: plain,
    naive: { '/workflowMetadata': { labelsFrom: { stage: { expression: 'workflow.parameters.stage' } } } },
    harm: { by: 'controller', ends: 'Error', says: 'failed to evaluate label "stage"' },
  },
  {
    hazard: 'H16.6',
    title: 'a label of workflowMetadata takes the place of that of the Workflow',
    settings: { extraWorkflowLabels: { team: 'platform' } },
    labels: { team: 'own' },
    spec: plain,
    naive: { '/workflowMetadata': { labels: { team: 'platform' } } },
    harm: { by: 'controller', label: ['team', 'platform', 'own'] },
  },
  {
    hazard: 'H16.7',
    title: "a time for Workflows that succeed comes before the user's for all",
    settings: { workflowDeleteSecondsAfterSuccess: 0 },
    spec: { ...plain, ttlStrategy: { secondsAfterCompletion: 3600 } },
    naive: { '/ttlStrategy/secondsAfterSuccess': 0 },
    harm: { by: 'controller', gone: true },
  },
  {
    hazard: 'H16.8',
    title: 'a ServiceAccount that is not there fails the Workflow',
    settings: { serviceAccountName: 'missing' },
    spec: plain,
    naive: { '/serviceAccountName': 'missing' },
    harm: { by: 'controller', ends: 'Error', says: 'serviceaccount "missing" not found' },
  },
  {
    hazard: 'H16.8',
    title: 'a PriorityClass that is not there fails the Workflow',
    settings: { priorityClassName: 'missing' },
    spec: plain,
    naive: { '/podPriorityClassName': 'missing' },
    harm: { by: 'controller', ends: 'Error', says: 'no PriorityClass with name missing was found' },
  },
  {
    hazard: 'H16.10',
    title: 'a Workflow that begins suspended does not begin',
    spec: plain,
    naive: { '/suspend': true },
    harm: { by: 'controller', stays: 'Running' },
  },
  {
    hazard: 'H16.11',
    title: 'a hook without an expression may be the exit hook alone',
    spec: plain,
    naive: { '/hooks': { running: { template: 'main' } } },
    harm: { by: 'validator', says: 'Expression required' },
  },
]

function withContainer(fields: object): object {
  return { entrypoint: 'main', templates: [{ name: 'main', container: { ...container, ...fields } }] }
}

function withTemplate(fields: object): object {
  return { entrypoint: 'main', templates: [{ ...leaf, ...fields }] }
}

function withSet(fields: object = {}, template: object = {}): object {
  const containerSet = { ...fields, containers: [{ name: 'main', ...container }] }
  return { entrypoint: 'main', templates: [{ name: 'main', ...template, containerSet }] }
}

/** A text of that many kibibytes. */
function filler(kibibytes: number): string {
  return 'x'.repeat(kibibytes * 1024)
}

function nodes(pool: string): object {
  return { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: [pool] }] }] }
}

function podAffinity(pool: string): object {
  return { spec: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: nodes(pool) } } } }
}

/** A Pod by its container `main`: `matchesPod` knows it from Argo's own by its name. */
function mainContainer(fields: object): object {
  return { spec: { containers: [{ name: 'main', ...fields }] } }
}

import * as z from 'zod'
import { findReservedPath } from '../argo/mount-collisions.ts'
import { normalisePath } from '../argo/paths.ts'
import { tagsOf, unbalancedTag } from '../argo/tags.ts'
import { isMoreThan } from './quantity.ts'

/**
 * The one definition of the settings (R4) and of the settings file (I4): it checks them, types them, and makes the
 * JSON Schema that `docs/settings.schema.json` publishes. Names are those of the `wf_spec` inputs in camelCase.
 * Its messages say what was expected; `explain-issues.ts` adds what came.
 */

const INT32_MAX = 2_147_483_647
const LABEL = '[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?'
const DOMAIN = '(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'
const PREFIX = '([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)'

const OBJECT_NAME = 'expected the name of a Kubernetes object: lower-case letters, digits, dashes and dots'
const QUANTITY = 'expected a quantity, such as 50m, 100Mi or 2'
const LABEL_VALUE =
  'expected a label value: at most 63 letters, digits, dashes, dots and underscores, beginning and ending with a letter or digit'

/** Any string, with its Argo tags closed: Argo fails the whole template for one that is not (H7.1). */
const text = z
  .string()
  .refine((value) => unbalancedTag(value) === undefined, 'expected a }} for each {{, which opens an Argo tag')
const filled = text.min(1)
const seconds = z.int().min(0).max(INT32_MAX)

const quantity = z
  .union(
    [z.string().regex(/^\d+(\.\d+)?([numkMGTPE]|[KMGTPE]i|[eE][-+]?\d+)?$/u, QUANTITY), z.number().min(0)],
    QUANTITY,
  )
  .transform(String)

const mountPath = text
  .regex(/^\//u, { error: 'expected an absolute path, such as /scratch', abort: true })
  .refine((path) => reservedPathAt(path) === undefined, {
    error: ({ input }) =>
      `expected a path neither at, above nor below ${reservedPathAt(String(input))}, which is reserved`,
  })
const subPath = filled.regex(/^(?!\/)(?!(.*\/)?\.\.(\/|$))/u, 'expected a relative path without .., such as a.json')

/** Volumes are named after these. */
const volumeName = z
  .string()
  .regex(/[a-z0-9]/u, 'expected a name with a lower-case letter or a digit in it, as a volume is named after it')
const objectName = z.string().regex(new RegExp(`^${DOMAIN}$`, 'u'), OBJECT_NAME)
/** The same in a template, where Argo fills in tags before Kubernetes reads it. */
const templatedName = text.regex(orTag(DOMAIN), OBJECT_NAME)
const dataKey = text.regex(
  orTag('[-._a-zA-Z0-9]{1,253}'),
  'expected a key of a Secret or ConfigMap: letters, digits, dashes, dots and underscores',
)
const variableName = z
  .string()
  .regex(
    /^[-._a-zA-Z][-._a-zA-Z0-9]*$/u,
    'expected the name of an environment variable: letters, digits, _, - and ., not beginning with a digit',
  )

const qualifiedName = z
  .string()
  .regex(new RegExp(`^${PREFIX}?${LABEL}$`, 'u'), 'expected a label name, such as team or example.com/team')
/** Of a label or annotation that is ours to give: Argo's own would break it (H10.9), our own would pass for the user's. */
const labelName = qualifiedName.refine(
  (name) => !/^([-.a-z0-9]*\.)?workflows\.(argoproj\.io|panfactum\.com)\//u.test(name),
  'expected a name outside workflows.argoproj.io/ and workflows.panfactum.com/, which are reserved',
)
/** Of an object's metadata too, which Kubernetes checks when no tag is filled in yet. */
const labels = z.record(labelName, z.string().regex(new RegExp(`^(${LABEL})?$`, 'u'), LABEL_VALUE))
const templatedLabelValue = text.regex(orTag(`(${LABEL})?`), LABEL_VALUE)
const annotations = z.record(labelName, text)

const resourceName = z
  .string()
  .regex(
    new RegExp(`^(cpu|memory|ephemeral-storage|hugepages-.+|${PREFIX}${LABEL})$`, 'u'),
    'expected cpu, memory, ephemeral-storage, hugepages-SIZE or a name with a domain, such as nvidia.com/gpu',
  )

/** Quantities by resource. One that is not named has its default, as in `wf_spec`; `null` is none. */
function quantities(defaults: Readonly<Record<string, string>>) {
  return z
    .record(resourceName, quantity.nullable())
    .prefault({})
    .transform((given) => withoutNulls({ ...defaults, ...given }))
}

const resources = z
  .strictObject({ limits: quantities({ memory: '100Mi' }), requests: quantities({ cpu: '50m', memory: '100Mi' }) })
  .superRefine(({ limits, requests }, context) => {
    for (const [name, request] of Object.entries(requests)) {
      const limit = limits[name]
      if (limit === undefined || !isMoreThan(request, limit)) continue
      const message = `expected at most the limit of ${limit}, but it is ${request}, and Kubernetes refuses such Pods`
      context.addIssue({ code: 'custom', path: ['requests', name], message })
    }
  })

const mount = z.strictObject({
  mountPath,
  optional: z.boolean().default(false),
  subPaths: z.array(subPath).default([]),
})

const toleration = z
  .strictObject({
    key: qualifiedName
      .refine((key) => key !== 'panfactum.com/defaults', 'expected another key, as this one stands for the defaults')
      .optional(),
    operator: z.enum(['Exists', 'Equal']).default('Equal'),
    value: templatedLabelValue.optional(),
    effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
    tolerationSeconds: z.int().min(0).optional(),
  })
  .refine(({ key, operator }) => key !== undefined || operator === 'Exists', {
    path: ['operator'],
    error: 'expected Exists where there is no key',
  })
  .refine(({ operator, value = '' }) => operator === 'Equal' || value === '', {
    path: ['value'],
    error: 'expected no value beside the operator Exists',
  })
  .refine(({ effect, tolerationSeconds }) => tolerationSeconds === undefined || effect === 'NoExecute', {
    path: ['tolerationSeconds'],
    error: 'expected none where the effect is not NoExecute',
  })

const ENUM = 'expected one of the items of enum'
const passthroughParameter = z
  .strictObject({
    name: z.string().regex(/^[-_a-zA-Z0-9]+$/u, 'expected a parameter name: letters, digits, dashes and underscores'),
    default: text.optional(),
    description: text.optional(),
    enum: z.array(text).min(1).optional(),
    globalName: filled.optional(),
    value: text.optional(),
  })
  .refine((parameter) => isInEnum(parameter.default, parameter.enum), { path: ['default'], error: ENUM })
  .refine((parameter) => isInEnum(parameter.value, parameter.enum), { path: ['value'], error: ENUM })

const artifactRepositoryRef = z.strictObject({
  configMap: objectName.default('artifact-repositories').describe('The ConfigMap that holds the repository.'),
  key: dataKey.describe('The key of the repository in the ConfigMap.'),
})

/** How many values an operator takes, by Kubernetes' rules. */
const SOME = { fits: (values: readonly string[]) => values.length > 0, error: 'expected at least one value' }
const NONE = {
  fits: (values: readonly string[]) => values.length === 0,
  error: 'expected no values beside such an operator',
}
const ONE = {
  fits: ([value = '', ...others]: readonly string[]) => /^\d+$/u.test(value) && others.length === 0,
  error: 'expected a single whole number, in quotes',
}
const PREFERENCE_VALUES = { In: SOME, NotIn: SOME, Exists: NONE, DoesNotExist: NONE, Gt: ONE, Lt: ONE } as const
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] as const

const nodePreference = z
  .strictObject({
    weight: z.int().min(1).max(100),
    operator: z.enum(OPERATORS),
    values: z.array(templatedLabelValue).default([]),
  })
  .superRefine(({ operator, values }, context) => {
    const { fits, error } = PREFERENCE_VALUES[operator]
    if (!fits(values)) context.addIssue({ code: 'custom', path: ['values'], message: error })
  })

const tmpDirectory = z.strictObject({
  mountPath,
  sizeMb: z.int().min(1).default(100),
  nodeLocal: z.boolean().default(false),
})

const claim = z.strictObject({
  mountPath,
  storageClass: objectName
    .nullable()
    .optional()
    .describe("As tmpDirectoryStorageClassName where it is not named; null is the cluster's default class."),
  accessModes: z
    .array(z.enum(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']))
    .min(1)
    .default(['ReadWriteOnce']),
  sizeGb: z.int().min(1).default(1),
})

/** Each profile is checked together with the defaults, which costs time at each reload. */
export const MAX_PROFILES = 100

/** Every setting by its name. */
const shape = {
  activeDeadlineSeconds: seconds.min(1).describe('How long a Workflow may run, in seconds, suspended time included.'),
  archiveLogsEnabled: z.boolean().describe('Whether logs are kept in the artifact repository.'),
  armNodesEnabled: z.boolean().describe('Whether Pods may run on arm64 nodes.'),
  artifactRepositoryRef: artifactRepositoryRef.describe('The artifact repository: a ConfigMap and the key in it.'),
  burstableNodesEnabled: z.boolean().describe('Whether Pods may run on burstable nodes.'),
  commonEnv: z.record(variableName, text).describe('Environment variables of each container: name to value.'),
  commonEnvFromConfigMaps: z
    .record(variableName, z.strictObject({ configMapName: templatedName, key: dataKey }))
    .describe('Environment variables of each container that come from ConfigMaps.'),
  commonEnvFromSecrets: z
    .record(variableName, z.strictObject({ secretName: templatedName, key: dataKey }))
    .describe('Environment variables of each container that come from Secrets.'),
  configMapMounts: z
    .record(objectName, mount)
    .describe("ConfigMaps that each container mounts, by the ConfigMap's name."),
  controllerNodeRequired: z.boolean().describe('Whether Pods must run on controller nodes.'),
  defaultContainerImage: text
    .regex(/^\S(.*\S)?$/u, 'expected an image, without spaces around it')
    .describe('The image of a container that names none.'),
  defaultResources: resources.describe('Resource requests and limits of each container that sets none.'),
  deleteArtifactsOnDeletion: z.boolean().describe('Whether artifacts are deleted with their Workflow.'),
  disruptionsEnabled: z.boolean().describe('Whether Pods may be moved while they run.'),
  // Not None: it takes a dnsConfig, which no setting gives, and Kubernetes refuses Pods without.
  dnsPolicy: z.enum(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default']).describe('The DNS policy of Pods.'),
  extraLabels: labels.describe('Labels of Workflows and Pods.'),
  extraPodAnnotations: annotations.describe('Annotations of Pods.'),
  extraPodLabels: z.record(labelName, templatedLabelValue).describe('Labels of Pods alone.'),
  extraTolerations: z.array(toleration).describe('Tolerations after the ones that the node settings yield.'),
  extraWorkflowLabels: labels.describe('Labels of Workflows alone.'),
  labelsEnabled: z.boolean().describe('Whether the panfactum.com/ labels are set.'),
  labelsFrom: z.record(labelName, filled).describe('Labels of Workflows by an expression: label to expression.'),
  labelsFromParameters: z
    .array(
      z
        .string()
        .regex(
          /^[A-Za-z0-9]([-_A-Za-z0-9]{0,61}[A-Za-z0-9])?$/u,
          'expected a parameter name that can be a label: letters, digits, and dashes and underscores between them',
        ),
    )
    .describe('Parameters whose values become labels of Workflows.'),
  linuxCapabilities: z
    .array(z.string().regex(/^(?!CAP_)[A-Z][A-Z0-9_]*$/u, 'expected a capability without CAP_, such as NET_ADMIN'))
    .describe('Linux capabilities that each container gets.'),
  nodePreferences: z.record(qualifiedName, nodePreference).describe('Node labels that Pods prefer.'),
  nodeRequirements: z
    .record(qualifiedName, z.array(templatedLabelValue).min(1))
    .describe('Node labels that Pods require: label to the values it may have.'),
  panfactumSchedulerEnabled: z
    .boolean()
    .describe('Whether Pods go to the scheduler panfactum, else to default-scheduler.'),
  passthroughParameters: z
    .array(passthroughParameter)
    .describe('Parameters that reach every template without being passed by hand.'),
  podDeleteDelaySeconds: seconds.describe('How long Pods stay after their Workflow has completed, in seconds.'),
  podInfoEnabled: z.boolean().describe("Whether the Pod's labels and annotations are mounted at /etc/podinfo."),
  podParallelism: z.int().min(1).describe('How many Pods of one Workflow may run at once.'),
  priority: z.int32().describe('The priority of the Workflow in the queue of the controller.'),
  priorityClassName: objectName.describe('The PriorityClass of Pods.'),
  privileged: z.boolean().describe('Whether containers are privileged.'),
  pullThroughCacheEnabled: z.boolean().describe('Whether images come through the pull-through cache.'),
  readOnly: z.boolean().describe('Whether the root file system of containers is read-only.'),
  retryBackoffInitialDurationSeconds: seconds.describe(
    'How long the first retry waits, in seconds; each later one waits twice as long.',
  ),
  retryBackoffMaxDurationSeconds: seconds.describe('How long after the first attempt retries go on, in seconds.'),
  retryExpression: filled.describe('An expression that decides whether to retry.'),
  retryMaxAttempts: z
    .int()
    .min(0)
    .max(INT32_MAX)
    .describe('How many times a leaf template is retried; 0 disables retries.'),
  retryPolicy: z.enum(['Always', 'OnFailure', 'OnError', 'OnTransientError']).describe('Which failures are retried.'),
  runAsRoot: z.boolean().describe('Whether containers run as root.'),
  secretMounts: z.record(objectName, mount).describe("Secrets that each container mounts, by the Secret's name."),
  securityContextEnabled: z.boolean().describe('Whether Pods and containers get a security context.'),
  serviceAccountName: objectName.describe('The ServiceAccount of Pods.'),
  spotNodesEnabled: z.boolean().describe('Whether Pods may run on spot nodes.'),
  tmpDirectories: z.record(volumeName, tmpDirectory).describe('Temporary directories of each Pod, by their names.'),
  tmpDirectoryStorageClassName: objectName.describe(
    'The storage class of temporary directories that are not node-local.',
  ),
  uid: z.int().min(0).max(INT32_MAX).describe('The user and group that containers run as.'),
  volumeMounts: z
    .record(volumeName, claim)
    .describe('PersistentVolumeClaims that live as long as the Workflow, by their names.'),
  workflowAnnotations: annotations.describe('Annotations of Workflows.'),
  workflowDeleteSecondsAfterCompletion: seconds.describe('How long a completed Workflow stays, in seconds.'),
  workflowDeleteSecondsAfterFailure: seconds.describe('How long a failed Workflow stays, in seconds.'),
  workflowDeleteSecondsAfterSuccess: seconds.describe('How long a successful Workflow stays, in seconds.'),
  workflowNodesRequired: z.boolean().describe('Whether Pods must run on nodes that are for workflows only.'),
  workflowParallelism: z.int().min(1).describe('How many Workflows of one workload may run at once.'),
} as const

type Shape = typeof shape

/** One layer's settings: any of them, each may be `null`, which turns its default off. */
export const layerSchema = z
  .strictObject(
    Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.nullable().optional()])) as {
      [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>>
    },
  )
  .meta({ id: 'Settings' })

/** The settings file (I4). */
export const settingsFileSchema = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file.'),
  apiVersion: z.literal('workflows.panfactum.com/v1alpha1'),
  kind: z.literal('Settings'),
  profile: filled.optional().describe('The profile that applies to the whole cluster.'),
  defaults: layerSchema.prefault({}).describe('What to default; anything not named keeps its built-in value.'),
  profiles: z
    .record(filled, layerSchema)
    .refine(
      (profiles) => Object.keys(profiles).length <= MAX_PROFILES,
      `expected at most ${MAX_PROFILES}, but came more`,
    )
    .prefault({})
    .describe('Settings under a name, to be picked as a whole.'),
})

/** All settings, each with a value or turned off. */
export type Settings = { readonly [Name in keyof Shape]: z.infer<Shape[Name]> | null }

/** The name of a setting (R4). */
export type SettingName = keyof Shape

/** What one layer sets. */
export type SettingsLayer = { readonly [Name in SettingName]?: Settings[Name] | undefined }

/** A pattern that an Argo tag satisfies too, as what it will stand for is not known. */
function orTag(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern}|[^{]*\\{\\{[\\s\\S]*)$`, 'u')
}

/** The path of Argo's own that a mount would hide or lie in: no Pod would get it (H6.9). */
function reservedPathAt(path: string): string | undefined {
  return findReservedPath(normalisePath(path))
}

function withoutNulls(quantities: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(quantities).filter((entry): entry is [string, string] => entry[1] !== null))
}

/** Argo refuses an argument that is not in its `enum` (H8.2). */
function isInEnum(value: string | undefined, items: readonly string[] | undefined): boolean {
  return value === undefined || items === undefined || tagsOf(value).length > 0 || items.includes(value)
}

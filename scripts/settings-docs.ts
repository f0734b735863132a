import { BUILT_IN_SETTINGS } from '../src/core/settings/builtin.ts'
import { toSnakeCase } from '../src/core/settings/from-wf-spec.ts'
import { printJsonSchema } from '../src/core/settings/json-schema.ts'
import type { SettingName } from '../src/core/settings/schema.ts'
import { printYaml } from '../src/documents/print-yaml.ts'
import type { Json } from '../src/core/json.ts'

/** What the documentation of a setting says beside what its schema knows. */
export interface SettingDocs {
  /** The keys that it has a say in, as decisions name them (R3.4), and what becomes of them. */
  readonly yields: string
  readonly example: Json
}

const TOLERATIONS = '`tolerations`, and a label'
const ENV = '`env` of each container of container, script and containerSet templates'
const VOLUMES = '`volumes` of the templates that mount it, `volumeMounts` of their containers'
const CONTAINER_SECURITY = '`securityContext` of each container'
const RETRY = '`retryStrategy` of each leaf template'
const TTL = 'a part of `ttlStrategy`'
const POD_LABELS = '`podMetadata.labels`'
const WORKFLOW_LABELS = '`metadata.labels`, of templates `workflowMetadata.labels`'

/** One for each setting. */
export const SETTING_DOCS: Readonly<Record<SettingName, SettingDocs>> = {
  activeDeadlineSeconds: { yields: '`activeDeadlineSeconds`', example: 7200 },
  archiveLogsEnabled: {
    yields: '`archiveLogs`, where a repository for the logs is known',
    example: false,
  },
  armNodesEnabled: { yields: TOLERATIONS, example: false },
  artifactRepositoryRef: {
    yields: '`artifactRepositoryRef`, where it exists and the namespace names no default of its own',
    example: { configMap: 'artifact-repositories', key: 'minio' },
  },
  burstableNodesEnabled: { yields: TOLERATIONS, example: true },
  commonEnv: { yields: ENV, example: { STAGE: 'prod' } },
  commonEnvFromConfigMaps: { yields: ENV, example: { URL: { configMapName: 'ci', key: 'url' } } },
  commonEnvFromSecrets: { yields: ENV, example: { TOKEN: { secretName: 'ci', key: 'token' } } },
  configMapMounts: { yields: VOLUMES, example: { conf: { mountPath: '/conf', subPaths: ['a.json'] } } },
  controllerNodeRequired: { yields: '`affinity`, `tolerations`, labels', example: true },
  defaultContainerImage: { yields: '`image` of each container', example: 'docker.io/library/alpine:3.22' },
  defaultResources: {
    yields: '`resources` of each container',
    example: { requests: { cpu: '100m', memory: '200Mi' }, limits: { memory: '200Mi' } },
  },
  deleteArtifactsOnDeletion: { yields: '`artifactGC`', example: true },
  disruptionsEnabled: {
    yields: 'when false: `podDisruptionBudget`, and two annotations in `podMetadata.annotations`',
    example: true,
  },
  dnsPolicy: { yields: '`dnsPolicy`', example: 'Default' },
  extraLabels: { yields: `${POD_LABELS}, ${WORKFLOW_LABELS}`, example: { team: 'data' } },
  extraPodAnnotations: { yields: '`podMetadata.annotations`', example: { 'example.com/owner': 'data' } },
  extraPodLabels: { yields: POD_LABELS, example: { team: 'data' } },
  extraTolerations: {
    yields: 'the end of `tolerations`',
    example: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
  },
  extraWorkflowLabels: { yields: WORKFLOW_LABELS, example: { team: 'data' } },
  labelsEnabled: { yields: `the labels panfactum.com/… in ${POD_LABELS}, ${WORKFLOW_LABELS}`, example: false },
  labelsFrom: { yields: '`workflowMetadata.labelsFrom`', example: { team: 'workflow.parameters.team' } },
  labelsFromParameters: {
    yields: '`workflowMetadata.labelsFrom`, for each parameter that the object defines',
    example: ['git_ref'],
  },
  linuxCapabilities: { yields: CONTAINER_SECURITY, example: ['NET_ADMIN'] },
  nodePreferences: {
    yields: '`affinity`',
    example: { 'topology.kubernetes.io/zone': { weight: 7, operator: 'In', values: ['a'] } },
  },
  nodeRequirements: { yields: '`affinity`', example: { 'kubernetes.io/arch': ['arm64', 'amd64'] } },
  panfactumSchedulerEnabled: { yields: '`schedulerName`, and a label', example: false },
  passthroughParameters: {
    yields: '`arguments.parameters`, the inputs of every template, the arguments of every task, step and hook',
    example: [{ name: 'git_ref', default: 'main' }],
  },
  podDeleteDelaySeconds: { yields: '`podGC`', example: 60 },
  podInfoEnabled: { yields: `${VOLUMES}: podinfo at /etc/podinfo`, example: false },
  podParallelism: { yields: '`parallelism`', example: 10 },
  priority: { yields: '`priority`', example: 100 },
  priorityClassName: { yields: '`podPriorityClassName`, where it exists', example: 'batch' },
  privileged: { yields: CONTAINER_SECURITY, example: true },
  pullThroughCacheEnabled: { yields: 'a label', example: false },
  readOnly: { yields: CONTAINER_SECURITY, example: false },
  retryBackoffInitialDurationSeconds: { yields: RETRY, example: 10 },
  retryBackoffMaxDurationSeconds: { yields: RETRY, example: 600 },
  retryExpression: { yields: RETRY, example: "lastRetry.exitCode != '2'" },
  retryMaxAttempts: { yields: RETRY, example: 0 },
  retryPolicy: { yields: RETRY, example: 'OnError' },
  runAsRoot: { yields: '`securityContext` of Pods and of each container', example: true },
  secretMounts: { yields: VOLUMES, example: { creds: { mountPath: '/creds', optional: true } } },
  securityContextEnabled: { yields: '`securityContext` of Pods and of each container', example: false },
  serviceAccountName: { yields: '`serviceAccountName`, where it exists', example: 'workflow' },
  spotNodesEnabled: { yields: TOLERATIONS, example: false },
  tmpDirectories: {
    yields: VOLUMES,
    example: { scratch: { mountPath: '/scratch', sizeMb: 500, nodeLocal: true } },
  },
  tmpDirectoryStorageClassName: { yields: 'the storage class in those `volumes`', example: 'standard' },
  uid: { yields: '`securityContext` of Pods and of each container', example: 2000 },
  volumeMounts: {
    yields: '`volumeClaimTemplates`, `volumeClaimGC`, and `volumeMounts` of each container',
    example: { data: { mountPath: '/data', sizeGb: 10 } },
  },
  workflowAnnotations: { yields: '`workflowMetadata.annotations`', example: { 'example.com/owner': 'data' } },
  workflowDeleteSecondsAfterCompletion: { yields: TTL, example: 86_400 },
  workflowDeleteSecondsAfterFailure: { yields: TTL, example: 604_800 },
  workflowDeleteSecondsAfterSuccess: { yields: TTL, example: 600 },
  workflowNodesRequired: { yields: '`affinity`, `tolerations`', example: true },
  workflowParallelism: {
    yields:
      '`synchronization`: a mutex for 1; for more a semaphore of the ConfigMap `workflow-parallelism`, where that has the workload as a key',
    example: 3,
  },
}

/** The settings that `wf_spec` has no input for. */
export const OF_OUR_OWN: ReadonlySet<string> = new Set([
  'artifactRepositoryRef',
  'labelsEnabled',
  'podInfoEnabled',
  'securityContextEnabled',
  'serviceAccountName',
  'tmpDirectoryStorageClassName',
])

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | false
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
}

/** The text of `docs/settings.md`: every setting, from its one definition. */
export function printSettingsDocs(): string {
  const schema = JSON.parse(printJsonSchema()) as {
    readonly definitions: {
      readonly Settings: {
        readonly properties: Readonly<
          Record<string, { readonly description: string; readonly anyOf: readonly Schema[] }>
        >
      }
    }
  }
  const sections = Object.entries(schema.definitions.Settings.properties).map(([name, { description, anyOf }]) =>
    printSetting(name as SettingName, description, anyOf[0] ?? {}),
  )
  return `${INTRODUCTION}\n${sections.join('\n')}`
}

const INTRODUCTION = `# Settings

<!-- Made from the definition of the settings by \`npm run schema\`. A test says so when it is stale. -->

Each setting can be set in each layer: in \`defaults\` and \`profiles\` of the [settings file](settings-file.md), and by the annotation
\`settings.workflows.panfactum.com/NAME\` of a Namespace or an object, whose value is YAML. The later layer wins, setting by
setting, and \`null\` turns a setting's default off.
`

function printSetting(name: SettingName, description: string, schema: Schema): string {
  const { yields, example } = SETTING_DOCS[name]
  const input = OF_OUR_OWN.has(name) ? 'none' : `\`${toSnakeCase(name)}\``
  return `## ${name}

${description}

| | |
| --- | --- |
| type | ${describe(schema)} |
| default | \`${JSON.stringify(BUILT_IN_SETTINGS[name])}\` |
| yields | ${yields} |
| \`wf_spec\` | ${input} |

\`\`\`yaml
${printYaml({ [name]: example })}
\`\`\`
`
}

/** A type in words. */
function describe(schema: Schema): string {
  const { type, anyOf, enum: values, items, properties, additionalProperties } = schema
  if (anyOf !== undefined) return anyOf.map(describe).join(' or ')
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(' or ')
  if (items !== undefined) return `list of ${describe(items)}`
  if (properties !== undefined) return `{${describeProperties(schema)}}`
  if (typeof additionalProperties === 'object') return `map of names to ${describe(additionalProperties)}`
  if (type === 'integer') return describeInteger(schema)
  return WORDS[type ?? ''] ?? 'anything'
}

const WORDS: Readonly<Record<string, string>> = {
  boolean: '`true` or `false`',
  null: '`null`',
  number: 'number',
  string: 'text',
}

function describeProperties({ properties = {}, required = [] }: Schema): string {
  const described = Object.entries(properties).map(([key, property]) => {
    const isOptional = !required.includes(key)
    const fallback = property.default === undefined ? '' : `, else \`${JSON.stringify(property.default)}\``
    return `${key}${isOptional ? '?' : ''}: ${describe(property)}${fallback}`
  })
  return described.join('; ')
}

function describeInteger({ minimum = -Infinity, maximum = Infinity }: Schema): string {
  const least = minimum >= -(2 ** 31) + 1 ? ` of at least ${minimum}` : ''
  const most = maximum < 2 ** 31 - 1 ? ` and at most ${maximum}` : ''
  return `whole number${least}${most}`
}

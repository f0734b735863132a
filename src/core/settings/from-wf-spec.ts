import type { Json, JsonObject } from '../json.ts'
import { isList, isObject, ownText } from '../json.ts'
import { BUILT_IN_SETTINGS } from './builtin.ts'
import { didYouMean } from './nearest.ts'

/** What the inputs of `wf_spec` come to as settings. */
export interface Converted {
  /** The `defaults` of a settings file, as yet unchecked. */
  readonly defaults: JsonObject
  /** The inputs that no setting takes the place of, each with what does. */
  readonly others: readonly { readonly input: string; readonly instead: string }[]
}

/** Turns inputs of `wf_spec`, by their names in Terraform, into settings. A setting's name is the input's in camelCase (R4). */
export function convertInputs(inputs: JsonObject): Converted {
  const entries = Object.entries(inputs).map(([input, value = null]) => ({ input, name: toCamelCase(input), value }))
  return {
    defaults: Object.fromEntries(
      entries.filter(isSetting).map(({ input, name, value }) => [name, convertValue(input, value)]),
    ),
    others: entries
      .filter((entry) => !isSetting(entry))
      .map(({ input }) => ({ input, instead: ownText(INSTEAD, input) ?? explainUnknown(input) })),
  }
}

function isSetting({ name }: { readonly name: string }): boolean {
  return Object.hasOwn(BUILT_IN_SETTINGS, name)
}

const OF_THE_MODULE = 'nothing; it is about the Terraform module alone'

/** The inputs that are no settings, each with what takes its place. */
export const INSTEAD: Readonly<Record<string, string>> = {
  arguments: 'spec.arguments of the Workflow',
  cluster_workflow_template_ref: 'spec.workflowTemplateRef of the Workflow, with clusterScope: true',
  common_secrets: 'a Secret of your own, and the setting commonEnvFromSecrets',
  entrypoint: 'spec.entrypoint of the Workflow',
  environment: OF_THE_MODULE,
  extra_aws_permissions: 'an IAM role of your own for the ServiceAccount that the setting serviceAccountName names',
  extra_tags: 'the setting extraLabels',
  hooks: 'spec.hooks of the Workflow',
  ip_allow_list: 'an IAM role of your own for the ServiceAccount that the setting serviceAccountName names',
  is_local: OF_THE_MODULE,
  mount_owner: 'the setting uid, which owns the mounted volumes too; or spec.securityContext.fsGroup of the Workflow',
  name: 'metadata.name of the WorkflowTemplate, or metadata.generateName of the Workflow',
  namespace: 'metadata.namespace',
  on_exit: 'spec.onExit of the Workflow',
  pf_module: OF_THE_MODULE,
  pf_root_module: OF_THE_MODULE,
  pf_stack_commit: OF_THE_MODULE,
  pf_stack_version: OF_THE_MODULE,
  region: OF_THE_MODULE,
  suspend: 'spec.suspend of the Workflow',
  templates: 'spec.templates of the Workflow, in which only what differs from the defaults has to stand',
}

/** Inputs that are maps whose keys are the user's own: names of labels, variables, volumes. */
const USER_MAPS: ReadonlySet<string> = new Set([
  'common_env',
  'common_env_from_config_maps',
  'common_env_from_secrets',
  'config_map_mounts',
  'extra_labels',
  'extra_pod_annotations',
  'extra_pod_labels',
  'extra_workflow_labels',
  'labels_from',
  'node_preferences',
  'node_requirements',
  'secret_mounts',
  'tmp_directories',
  'volume_mounts',
  'workflow_annotations',
])

/** An input whose keys are Kubernetes' own, down to the names of resources such as `example.com/my_gpu`. */
const KUBERNETES_OBJECT = 'default_resources'

function convertValue(input: string, value: Json): Json {
  if (input === KUBERNETES_OBJECT) return convertKeys(value, (key) => key)
  if (!USER_MAPS.has(input) || !isObject(value)) return convertKeys(value)
  return Object.fromEntries(Object.entries(value).map(([key, item = null]) => [key, convertKeys(item)]))
}

/** To Terraform `null` inside an input is the same as leaving it out. */
function convertKeys(value: Json, rename = toCamelCase): Json {
  if (isList(value)) return value.map((item) => convertKeys(item, rename))
  if (!isObject(value)) return value
  const set = Object.entries(value).filter((entry): entry is [string, Json] => (entry[1] ?? null) !== null)
  return Object.fromEntries(set.map(([key, item]) => [rename(key), convertKeys(item, rename)]))
}

function explainUnknown(input: string): string {
  const known = [...Object.keys(INSTEAD), ...Object.keys(BUILT_IN_SETTINGS).map(toSnakeCase)]
  return `nothing: wf_spec has no such input${didYouMean(input, known)}`
}

function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())
}

/** The name of the input of `wf_spec` that a setting is named after. */
export function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
}

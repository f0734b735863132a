import { readFileSync } from 'node:fs'
import type { Json, JsonObject } from '../../src/core/json.ts'
import type { ResolvedSettings } from '../../src/core/settings/resolve.ts'
import { settingsOf } from './settings.ts'

/** The fields of Argo's types that the tests look into; all others go along unseen. */
export interface Parameter {
  readonly name: string
  default?: string
  value?: string
}
export interface Arguments {
  parameters?: Parameter[]
}
export interface Call {
  arguments?: Arguments
  readonly template?: string
  readonly onExit?: string
  hooks?: Record<string, { arguments?: Arguments; readonly template?: string }>
}
export interface Container {
  env?: { readonly name: string; value?: string | null }[]
  volumeMounts?: { readonly name: string; subPath?: string | null }[]
  resources?: object
  securityContext?: Record<string, unknown> & { capabilities?: Record<string, unknown[]> }
}
export interface Template {
  readonly name: string
  inputs?: Arguments
  container?: Container
  script?: Container
  containerSet?: { containers: Container[]; retryStrategy?: object }
  dag?: { tasks: Call[] }
  steps?: Call[][]
  retryStrategy?: RetryStrategy
  volumes?: { readonly name: string }[]
  [field: string]: unknown
}
export interface RetryStrategy {
  readonly limit?: number | string
}
export interface Metadata {
  labels?: Record<string, string>
  annotations?: Record<string, string>
}
export interface Spec {
  templates: Template[]
  arguments?: Arguments
  podMetadata?: Metadata
  workflowMetadata?: Metadata
  podGC?: { labelSelector?: object }
  retryStrategy?: RetryStrategy
  volumes?: { readonly name: string }[]
  affinity?: { nodeAffinity?: { preferredDuringSchedulingIgnoredDuringExecution?: Preference[] } }
  [field: string]: unknown
}
export interface Preference {
  preference: { matchExpressions: { readonly key: string; operator: string; values?: readonly string[] }[] }
}

/** The object that a user makes of a spec. */
export interface ModuleObject {
  readonly apiVersion: string
  readonly kind: 'Workflow' | 'WorkflowTemplate'
  readonly metadata: Metadata & { readonly name?: string; readonly generateName?: string }
  readonly spec: Spec
}

/** One run of the `wf_spec` module: what went in, split into what a user writes and what is a setting, and what came out. */
export interface ModuleCase {
  readonly name: string
  readonly description: string
  readonly written: Spec
  /** The settings as a file has them. */
  readonly given: JsonObject
  /** The same over the built-in ones. */
  readonly settings: ResolvedSettings
  /** A fresh copy at each reading, to be changed at will. */
  readonly workflowSpec: Spec
}

/** What a user writes in a Workflow; every other input is a setting. */
const WRITTEN: Readonly<Record<string, string>> = {
  templates: 'templates',
  entrypoint: 'entrypoint',
  arguments: 'arguments',
  on_exit: 'onExit',
  hooks: 'hooks',
  suspend: 'suspend',
}

/** Inputs that are maps whose keys are the user's own: names of labels, variables, volumes. */
const USER_MAPS = new Set([
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

interface StoredCase {
  readonly name: string
  readonly description: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly workflowSpec: Spec
}

/** The cases that the module itself computed. Where one extends a list of the module's, the user writes a spread entry (R3.6). */
export function loadModuleCases(): readonly ModuleCase[] {
  const file = new URL('../fixtures/wf_spec.json', import.meta.url)
  const stored = JSON.parse(readFileSync(file, 'utf8'), toSpread) as readonly StoredCase[]
  return stored.map(toModuleCase)
}

/** What stands in the fixtures for Terraform's `concat` with a list of the module's. */
interface Extension {
  readonly __extend__: keyof typeof SPREADS
  readonly items: readonly unknown[]
  readonly before: boolean
}

/** The spread entry of each list. */
const SPREADS = {
  env: { name: 'panfactum.com/defaults' },
  tolerations: { key: 'panfactum.com/defaults' },
  volumeMounts: { name: 'panfactum.com/defaults', mountPath: '' },
  volumes: { name: 'panfactum.com/defaults' },
} as const

/** Reads what stands for a `concat` as a list with a spread entry: a reviver of JSON. */
export function toSpread(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('__extend__' in value)) return value
  const { __extend__: list, items, before } = value as Extension
  return before ? [...items, SPREADS[list]] : [SPREADS[list], ...items]
}

function toModuleCase({ name, description, inputs, workflowSpec }: StoredCase): ModuleCase {
  const { written, given } = divide(inputs)
  return {
    name,
    description,
    written,
    given,
    settings: settingsOf(given),
    get workflowSpec() {
      return structuredClone(workflowSpec)
    },
  }
}

/** Divides inputs of the module into what a user writes in a Workflow and what is a setting. */
export function divide(inputs: Readonly<Record<string, unknown>>): Pick<ModuleCase, 'written' | 'given'> {
  const written: Record<string, unknown> = {}
  const given: Record<string, Json> = {}
  for (const [input, value] of Object.entries(inputs)) {
    const field = WRITTEN[input]
    if (field === undefined)
      given[toCamelCase(input)] = (USER_MAPS.has(input) ? convertEntries(value) : convertKeys(value)) as Json
    else written[field] = value
  }
  return { written: written as Spec, given }
}

/** Makes an object of what a user wrote. */
export function objectOf(kind: ModuleObject['kind'], name: string, written: Spec): ModuleObject {
  const metadata = kind === 'Workflow' ? { generateName: `${name}-` } : { name }
  return { apiVersion: 'argoproj.io/v1alpha1', kind, metadata, spec: structuredClone(written) }
}

/**
 * Puts the labels of the Workflow where R8 wants them: the module has them in spec.workflowMetadata alone. A Workflow has them on
 * itself instead, and a template has on itself those that are not for Workflows alone.
 */
export function placeLabels({ metadata, spec, ...object }: ModuleObject, ofWorkflowsAlone: object): ModuleObject {
  const { labels = {}, ...others } = spec.workflowMetadata ?? {}
  if (object.kind === 'WorkflowTemplate') {
    const own = Object.entries(labels).filter(([key]) => !Object.hasOwn(ofWorkflowsAlone, key))
    return { ...object, metadata: { ...metadata, labels: Object.fromEntries(own) }, spec }
  }
  const { workflowMetadata: _, ...rest } = spec
  const isEmpty = Object.keys(others).length === 0
  return {
    ...object,
    metadata: { ...metadata, labels },
    spec: { ...rest, ...(!isEmpty && { workflowMetadata: others }) },
  }
}

/** Whether a template runs a pod of its own (R1). */
export function isLeaf(template: Template): boolean {
  return ['container', 'script', 'containerSet', 'resource', 'data'].some((type) => template[type] !== undefined)
}

function convertEntries(map: unknown): object {
  return Object.fromEntries(Object.entries(map as object).map(([key, value]) => [key, convertKeys(value)]))
}

function convertKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convertKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [toCamelCase(key), convertKeys(item)]))
}

function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())
}

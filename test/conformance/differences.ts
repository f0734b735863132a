import { parse as parseYaml } from 'yaml'
import type { Settings } from '../../src/core/settings/schema.ts'
import type { Call, Container, Parameter, Preference, Spec, Template } from '../helpers/wf-spec.ts'
import { isLeaf } from '../helpers/wf-spec.ts'

/** What the differences are computed from, beside the spec that the module made. */
export interface Context {
  /** What the user wrote. */
  readonly written: Spec
  readonly settings: Settings
  /** The value of the label `panfactum.com/workload` (R8). */
  readonly workload: string
  /** A Workflow, not a WorkflowTemplate. */
  readonly isPlain: boolean
  /** What the module gives a container that sets nothing, at the module's own defaults. */
  readonly containerDefaults: Container
}

/** One row of the table of deliberate differences between the module and wf-defaults (R12). */
export interface Difference {
  readonly row: string
  readonly what: string
  /** Changes the module's spec into ours, as far as this row says. */
  readonly apply: (spec: Spec, context: Context) => void
  /** The file of `test/fixtures/cases` that shows the row, where no case that the module computed has anything of it. */
  readonly shownIn?: string
}

/** Every difference once, in an order in which each can be applied to what the ones before have left. */
export const DIFFERENCES: readonly Difference[] = [
  {
    row: 'D1',
    what: 'the steps of a steps template stay',
    shownIn: 'passthrough-parameters.yaml',
    apply: (spec, { written }) => {
      for (const [template, original] of pairs(spec, written))
        if (original.steps) template.steps = structuredClone(original.steps)
    },
  },
  {
    row: 'D2',
    what: 'claims have their access modes, their size and their mounts',
    shownIn: 'claims.yaml',
    apply: () => undefined,
  },
  {
    row: 'D3',
    what: 'the label spot-enabled says what is true',
    apply: (spec, { settings }) => {
      for (const { labels } of [spec.podMetadata, spec.workflowMetadata].filter(isPresent)) {
        if (labels) labels['panfactum.com/spot-enabled'] = String(settings.spotNodesEnabled)
      }
    },
  },
  {
    row: 'D4',
    what: "a node preference's operator is honoured",
    shownIn: 'affinity.yaml',
    apply: (spec, { settings }) => {
      for (const { preference } of preferencesOf(spec)) {
        for (const expression of preference.matchExpressions) {
          expression.operator = settings.nodePreferences?.[expression.key]?.operator ?? expression.operator
        }
      }
    },
  },
  {
    row: 'D5',
    what: 'script templates get container defaults',
    apply: (spec, { containerDefaults }) => {
      for (const template of spec.templates) {
        if (template.script) template.script = { ...structuredClone(containerDefaults), ...template.script }
      }
    },
  },
  {
    row: 'D6',
    what: 'retryStrategy is on each leaf, not on spec',
    apply: (spec) => {
      const { retryStrategy, templates } = spec
      delete spec.retryStrategy
      if (retryStrategy === undefined) return
      for (const leaf of templates.filter(isLeaf)) leaf.retryStrategy ??= structuredClone(retryStrategy)
    },
  },
  {
    row: 'D7',
    what: 'no podGC.labelSelector and no label id',
    apply: (spec) => {
      delete spec.podGC?.labelSelector
      delete spec.podMetadata?.labels?.['id']
      delete spec.workflowMetadata?.labels?.['id']
    },
  },
  {
    row: 'D8',
    what: 'volumes are on the templates that mount them',
    apply: (spec, { written }) => {
      const volumes = spec.volumes ?? []
      delete spec.volumes
      for (const [template, original] of pairs(spec, written)) {
        if (original.volumes) continue
        delete template.volumes
        const mounted = volumes.filter(({ name }) => isMounted(name, template))
        if (mounted.length > 0) template.volumes = structuredClone(mounted)
      }
    },
  },
  {
    row: 'D9',
    what: 'spec.podDisruptionBudget in place of an object of its own',
    apply: (spec, { settings }) => {
      if (settings.disruptionsEnabled === false) spec['podDisruptionBudget'] = { minAvailable: 9999 }
    },
  },
  {
    row: 'D10',
    what: 'a mutex in place of a semaphore of 1',
    apply: (spec, { settings, workload }) => {
      if (settings.workflowParallelism === 1) spec['synchronization'] = { mutexes: [{ name: workload }] }
    },
  },
  {
    row: 'D11',
    what: 'volumeClaimGC only with claims of our own',
    apply: (spec, { settings }) => {
      if (Object.keys(settings.volumeMounts ?? {}).length === 0) delete spec['volumeClaimGC']
    },
  },
  {
    row: 'D13',
    what: "artifactRepositoryRef, and the cluster autoscaler's annotation beside karpenter's",
    apply: (spec, { settings }) => {
      spec['artifactRepositoryRef'] = settings.artifactRepositoryRef
      const annotations = spec.podMetadata?.annotations
      if (annotations && settings.disruptionsEnabled === false) {
        annotations['cluster-autoscaler.kubernetes.io/safe-to-evict'] = 'false'
      }
    },
  },
  {
    row: 'D14',
    what: 'suspend: false and automountServiceAccountToken: true are not written',
    apply: (spec, { written }) => {
      if (written['suspend'] === undefined) delete spec['suspend']
      delete spec['automountServiceAccountToken']
    },
  },
  {
    row: 'D15',
    what: "a passthrough argument's default is its value too, and a plain Workflow does not get it without either (R9, H8.2)",
    apply: (spec, { written, settings, isPlain }) => {
      for (const { name, default: value } of settings.passthroughParameters ?? []) {
        const given = find(spec.arguments?.parameters, name)
        if (!given || find(written.arguments?.parameters, name)) continue
        if (value !== undefined) given.value ??= value
        if (!isPlain) continue
        delete given.default
        if (given.value === undefined) withholdParameter(spec, written, name)
      }
    },
  },
  {
    row: 'D16',
    what: 'resources: {} gets the default',
    apply: (spec, { settings }) => {
      for (const container of spec.templates.flatMap(containersOf)) {
        const isEmpty = container.resources !== undefined && Object.keys(container.resources).length === 0
        if (isEmpty && settings.defaultResources) container.resources = structuredClone(settings.defaultResources)
      }
    },
  },
  {
    row: 'D17',
    what: 'no arguments into exit hooks that have none',
    shownIn: 'passthrough-parameters.yaml',
    apply: (spec, { written }) => {
      for (const [call, original] of callPairs(spec, written)) {
        if (call.hooks?.['exit'] && original.hooks?.['exit']?.arguments === undefined)
          delete call.hooks['exit'].arguments
      }
    },
  },
  {
    row: 'D18',
    what: 'pod-level keys are on spec alone, but for the tolerations of resource templates (R6.4)',
    apply: (spec, { written }) => {
      for (const [template, original] of pairs(spec, written)) {
        const ofOurs = ['affinity', 'schedulerName', 'priorityClassName', 'serviceAccountName', 'tolerations']
        for (const key of ofOurs.filter((key) => !Object.hasOwn(original, key))) {
          if (key !== 'tolerations' || template['resource'] === undefined) delete template[key]
        }
      }
    },
  },
  {
    row: 'D19',
    what: 'the ServiceAccount and the semaphore that the settings name',
    apply: (spec, { settings, workload }) => {
      if (settings.serviceAccountName === null) delete spec['serviceAccountName']
      else spec['serviceAccountName'] = settings.serviceAccountName
      if ((settings.workflowParallelism ?? 1) === 1) return
      spec['synchronization'] = { semaphores: [{ configMapKeyRef: { name: 'workflow-parallelism', key: workload } }] }
    },
  },
  {
    row: 'D20',
    what: 'no null, and no empty list in a security context',
    apply: (spec) => {
      for (const container of spec.templates.flatMap(containersOf)) {
        for (const mount of container.volumeMounts ?? []) if (mount.subPath === null) delete mount.subPath
        for (const variable of container.env ?? []) if (variable.value === null) variable.value = ''
        dropEmptyCapabilities(container)
      }
    },
  },
  {
    row: 'D21',
    what: 'podSpecPatch is compared parsed',
    apply: (spec, { written }) => {
      for (const [template, original] of pairs(spec, written)) {
        if (template['podSpecPatch'] !== undefined && original['podSpecPatch'] === undefined) {
          template['podSpecPatch'] = parsePodSpecPatch(template['podSpecPatch'])
        }
      }
    },
  },
  {
    row: 'D22',
    what: 'no passthrough into suspend templates',
    shownIn: 'passthrough-parameters.yaml',
    apply: (spec, { written }) => {
      for (const [template, original] of pairs(spec, written)) {
        if (template['suspend'] !== undefined && original.inputs === undefined) delete template.inputs
      }
    },
  },
  {
    row: 'D23',
    what: 'no retryStrategy with limit 0',
    apply: (spec, { written, settings }) => {
      if (settings.retryMaxAttempts === 0) dropDefaultRetries(spec, written, () => true)
    },
  },
  {
    row: 'D24',
    what: 'no retries where lifecycle hooks of steps and tasks are',
    apply: (spec, { written }) => {
      const hooked = new Set(written.templates.flatMap(callsOf).flatMap(templatesUnderHooks))
      dropDefaultRetries(spec, written, ({ name }) => hooked.has(name))
    },
  },
  {
    row: 'D25',
    what: 'the container leaves out who runs it beside a pod-level securityContext of the user',
    apply: (spec, { written }) => {
      for (const [template, original] of pairs(spec, written)) {
        const isSetAbove = written['securityContext'] !== undefined || original['securityContext'] !== undefined
        if (!isSetAbove) continue
        for (const [container, user] of containerPairs(template, original)) {
          if (user.securityContext === undefined) dropRunAs(container)
        }
      }
    },
  },
  {
    // Last, for the others leave empty parents behind.
    row: 'D12',
    what: 'no empty values that the user did not write',
    apply: (spec, { written }) => {
      prune(spec, written)
    },
  },
]

/** A podSpecPatch, which is YAML or JSON text of a strategic merge patch, as what it says (D21). */
export function parsePodSpecPatch(text: unknown): unknown {
  return parseYaml(String(text))
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined
}

function pairs(spec: Spec, written: Spec): [Template, Template][] {
  return spec.templates.map((template, index) => [template, written.templates[index] as Template])
}

function containersOf(template: Template): Container[] {
  return [template.container, template.script, ...(template.containerSet?.containers ?? [])].filter(isPresent)
}

function containerPairs(template: Template, original: Template): [Container, Container][] {
  const originals = containersOf(original)
  return containersOf(template).map((container, index) => [container, originals[index] as Container])
}

function callsOf(template: Template): Call[] {
  return [...(template.dag?.tasks ?? []), ...(template.steps ?? []).flat()]
}

function callPairs(spec: Spec, written: Spec): [Call, Call][] {
  const originals = written.templates.flatMap(callsOf)
  return spec.templates.flatMap(callsOf).map((call, index) => [call, originals[index] as Call])
}

function preferencesOf(spec: Spec): Preference[] {
  return spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
}

function isMounted(volume: string, template: Template): boolean {
  return containersOf(template).some(({ volumeMounts = [] }) => volumeMounts.some(({ name }) => name === volume))
}

function find(parameters: Parameter[] | undefined, name: string): Parameter | undefined {
  return parameters?.find((parameter) => parameter.name === name)
}

/** Takes back what the module passed through, from everywhere. */
function withholdParameter(spec: Spec, written: Spec, name: string): void {
  const lists = [spec, ...spec.templates.flatMap(callsOf).flatMap((call) => [call, ...Object.values(call.hooks ?? {})])]
    .map((holder) => holder.arguments)
    .concat(spec.templates.map(({ inputs }) => inputs))
    .filter(isPresent)
  if (JSON.stringify(written).includes(`"name":"${name}"`))
    throw new Error(`the user has a parameter ${name} of their own`)
  for (const list of lists) list.parameters = list.parameters?.filter((parameter) => parameter.name !== name) ?? []
}

function templatesUnderHooks({ template, hooks = {}, onExit }: Call): string[] {
  const ofHooks = [onExit, ...Object.values(hooks).map((hook) => hook.template)]
  return ofHooks.some(isPresent) ? [template, ...ofHooks].filter(isPresent) : []
}

function dropDefaultRetries(spec: Spec, written: Spec, isMeant: (template: Template) => boolean): void {
  for (const [template, original] of pairs(spec, written)) {
    if (original.retryStrategy === undefined && isMeant(template)) delete template.retryStrategy
  }
}

function dropEmptyCapabilities({ securityContext }: Container): void {
  const { capabilities } = securityContext ?? {}
  if (!securityContext || !capabilities) return
  for (const list of ['add', 'drop']) if (capabilities[list]?.length === 0) delete capabilities[list]
  if (Object.keys(capabilities).length === 0) delete securityContext.capabilities
}

function dropRunAs({ securityContext = {} }: Container): void {
  for (const field of ['runAsUser', 'runAsGroup', 'runAsNonRoot']) delete securityContext[field]
}

/** Deletes empty objects and lists, and what deleting them empties, wherever the user wrote none. */
function prune(value: unknown, written: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    const original = findWritten(written, key, child)
    prune(child, original)
    const isEmpty = typeof child === 'object' && child !== null && Object.keys(child as object).length === 0
    if (isEmpty && original === undefined && !Array.isArray(value)) delete (value as Record<string, unknown>)[key]
  }
}

/** What the user wrote there; of a list that defaults were spread into, the item of that name. */
function findWritten(written: unknown, key: string, child: unknown): unknown {
  if (!Array.isArray(written) || !JSON.stringify(written).includes('"panfactum.com/defaults"'))
    return (written as Record<string, unknown> | undefined)?.[key]
  const { name } = child as { readonly name?: string }
  return name === undefined ? undefined : (written as { readonly name?: string }[]).find((item) => item.name === name)
}

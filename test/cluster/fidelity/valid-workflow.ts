import * as fc from 'fast-check'
import type { Json } from '../../../src/core/json.ts'
import { copy } from '../../helpers/strict-patch.ts'
import { some } from './some.ts'
import type { RawCall } from './valid-calls.ts'
import { callArbitrary, writeDag, writeSteps } from './valid-calls.ts'
import type { RawLeaf } from './valid-leaves.ts'
import { leafArbitrary, podFieldsArbitrary, writeLeaf } from './valid-leaves.ts'

/** A template by what a caller has to know of it. */
export interface Callee {
  readonly name: string
  /** The inputs that a caller has to give. */
  readonly required: readonly string[]
}

/** What a template can name in its tags. */
export interface Scope {
  readonly inputs: readonly string[]
  readonly workflowParameters: readonly string[]
}

const KINDS = [
  'Workflow',
  'Workflow',
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
] as const
/** Some of them are names of passthrough parameters too. */
const PARAMETERS = ['foo', 'v', 'git_ref', 'other'] as const

type RawTemplate =
  | { readonly type: 'leaf'; readonly leaf: RawLeaf; readonly inputs: readonly RawInput[] }
  | {
      readonly type: 'dag' | 'steps'
      readonly calls: readonly RawCall[]
      readonly inputs: readonly RawInput[]
      readonly fields: object
    }
interface RawInput {
  readonly name: (typeof PARAMETERS)[number]
  readonly value: string | undefined
}
interface RawObject {
  readonly kind: (typeof KINDS)[number]
  readonly parameters: readonly RawInput[]
  readonly templates: readonly RawTemplate[]
  readonly spec: Readonly<Record<string, unknown>>
  readonly metadata: object
  readonly exit: number | undefined
}

/**
 * Argo objects that Argo's validator takes, nearly all of them: all template types, nested steps and dags, inline templates,
 * hooks, templateDefaults, loops, parameters, artifacts, volumes, sidecars and daemons. What is drawn names other things by
 * numbers, and what they stand for is worked out afterwards, so that a counterexample shrinks without falling apart.
 */
export const validWorkflowArbitrary: fc.Arbitrary<Json> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    parameters: inputsArbitrary(),
    templates: fc.array(templateArbitrary(), { minLength: 1, maxLength: 6, size: 'max' }),
    spec: specArbitrary(),
    metadata: fc.constantFrom({}, { labels: { team: 'x' } }, { annotations: { note: 'y' } }),
    exit: fc.option(fc.nat(), { nil: undefined, freq: 4 }),
  })
  .map((raw) => copy(writeObject(raw)))

function templateArbitrary(): fc.Arbitrary<RawTemplate> {
  const inputs = inputsArbitrary()
  const leaf = fc.record({ type: fc.constant('leaf' as const), leaf: leafArbitrary, inputs })
  const caller = fc.record({
    type: fc.constantFrom('dag' as const, 'steps' as const),
    calls: fc.array(callArbitrary, { minLength: 1, maxLength: 4, size: 'max' }),
    inputs,
    fields: some({ ...podFieldsArbitrary, parallelism: fc.constantFrom(1, 5), failFast: fc.boolean() }),
  })
  return fc.oneof(leaf, caller)
}

function inputsArbitrary(): fc.Arbitrary<readonly RawInput[]> {
  const input = fc.record({ name: fc.constantFrom(...PARAMETERS), value: fc.constantFrom(undefined, 'x', '') })
  return fc.uniqueArray(input, { maxLength: 2, selector: ({ name }) => name })
}

function specArbitrary(): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return some({
    ...podFieldsArbitrary,
    activeDeadlineSeconds: fc.constant(600),
    archiveLogs: fc.boolean(),
    hooks: fc.constantFrom(
      {},
      { exit: { template: 'bye' } },
      { running: { expression: 'workflow.status == "Running"', template: 'bye' } },
    ),
    parallelism: fc.constant(3),
    podDisruptionBudget: fc.constant({ minAvailable: 1 }),
    podGC: fc.constantFrom({}, { strategy: 'OnPodSuccess' }),
    podMetadata: fc.constant({ labels: { team: 'x' }, annotations: { note: 'y' } }),
    podPriorityClassName: fc.constant('low'),
    priority: fc.constant(1),
    retryStrategy: fc.constantFrom({ limit: 1 }, { limit: '2', backoff: { duration: '1s' } }),
    synchronization: fc.constantFrom({}, { mutexes: [{ name: 'case' }] }),
    templateDefaults: fc.constantFrom(
      {},
      { container: { image: 'i', env: [{ name: 'A', value: 'x' }] } },
      { retryStrategy: { limit: 1 }, script: { image: 'i' }, activeDeadlineSeconds: 10 },
      { tolerations: [{ key: 'gpu', operator: 'Exists' }], metadata: { labels: { team: 'y' } } },
    ),
    ttlStrategy: fc.constant({ secondsAfterSuccess: 5 }),
    volumeClaimTemplates: fc.constant([{ metadata: { name: 'work' }, spec: { accessModes: ['ReadWriteOnce'] } }]),
    volumes: fc.constantFrom([], [{ name: 'cache', emptyDir: {} }], [{ name: 'own', configMap: { name: 'c' } }]),
    workflowMetadata: fc.constantFrom(
      {},
      { labels: { team: 'y' }, annotations: { note: 'z' } },
      { labelsFrom: { who: { expression: '"x"' } } },
    ),
  })
}

function writeObject({ kind, parameters, templates, spec, metadata, exit }: RawObject): object {
  const isTemplate = kind === 'WorkflowTemplate' || kind === 'ClusterWorkflowTemplate'
  // A template's arguments may get their values later.
  const given = parameters.map(({ name, value }) => ({
    name,
    ...(isTemplate && value === undefined ? {} : { value: value ?? 'x' }),
  }))
  const written = writeTemplates(
    templates,
    given.map(({ name }) => name),
  )
  const workflowSpec = {
    entrypoint: 'entry',
    arguments: { parameters: given },
    ...spec,
    ...(exit !== undefined && { onExit: 'bye' }),
    templates: [...written, { name: 'bye', container: { image: 'i' } }],
  }
  const name = kind === 'Workflow' ? { generateName: 'case-' } : { name: 'case' }
  const labels = kind === 'ClusterWorkflowTemplate' ? { labels: { 'workflows.panfactum.com/defaults': 'enabled' } } : {}
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind,
    metadata: { ...name, ...metadata, ...labels },
    spec: kind === 'CronWorkflow' ? { schedule: '0 0 * * *', workflowSpec } : workflowSpec,
  }
}

/** Each calls those after it, so that none calls itself. The first is the entrypoint, which gets nothing but the workflow's arguments. */
function writeTemplates(raw: readonly RawTemplate[], workflowParameters: readonly string[]): readonly object[] {
  const callees: Callee[] = []
  const written = raw.toReversed().map((template, index) => {
    const isEntry = index === raw.length - 1
    const name = isEntry ? 'entry' : `t${raw.length - 1 - index}`
    const inputs = template.inputs.map((input) => (isEntry ? { ...input, value: input.value ?? 'x' } : input))
    const scope = { inputs: inputs.map((input) => input.name), workflowParameters }
    const fields = {
      name,
      ...(inputs.length > 0 && { inputs: { parameters: inputs.map(({ name, value }) => ({ name, default: value })) } }),
    }
    const body = writeBody(template, callees, scope, fields)
    callees.unshift({ name, required: inputs.filter(({ value }) => value === undefined).map((input) => input.name) })
    return body
  })
  return written.toReversed()
}

function writeBody(template: RawTemplate, callees: readonly Callee[], scope: Scope, fields: object): object {
  if (template.type === 'leaf') return writeLeaf(template.leaf, fields, scope)
  const write = template.type === 'dag' ? writeDag : writeSteps
  return { ...fields, ...write(template, callees, scope) }
}

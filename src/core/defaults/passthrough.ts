import { hooksOf } from '../argo/hooks.ts'
import type { Task, Template } from '../argo/templates.ts'
import type { Json } from '../json.ts'
import { isEqual, isObject, own, ownList, ownPath, ownText } from '../json.ts'
import { keyOf } from '../key-of.ts'
import type { Harm } from '../merge.ts'
import { isSet } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import type { ResolvedSettings } from '../settings/resolve.ts'
import { SKIPPED } from '../skip-list.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import type { Default } from './default.ts'
import { createDefault } from './default.ts'

/** A parameter on its way from the workflow's arguments down to every template (R9). */
interface Passthrough {
  readonly name: string
  /** The workflow's argument: of a template, which keeps the default beside the value, and of a Workflow (H8.2). */
  readonly templateArgument: Default
  readonly workflowArgument: Default
  readonly hasValue: boolean
  /** Argo takes no argument whose value is not among those of its `enum`, and asks before a tag in it is resolved (H8.2). */
  readonly isInEnum: boolean
  /** The input of each template. */
  readonly input: Default
  /** The argument of each step and task. */
  readonly argument: Default
}

/**
 * Parameters that reach every template without being passed by hand (R9). Comes before all that may name them in a tag.
 */
export const passthrough: Concern = (settings) => {
  const parameters = (settings.values.passthroughParameters ?? []).map((parameter) => build(settings, parameter))
  if (parameters.length === 0) return () => {}

  return (subject) => {
    declare(subject, parameters)
    for (const parameter of parameters) pass(subject, parameter)
  }
}

/** Makes the parameters known that will be there, whatever their order: one's value may name another in a tag. */
function declare(subject: Subject, parameters: readonly Passthrough[]): void {
  const added = parameters.filter(({ name }) => !subject.parameters.has(name))
  for (const { name } of added) subject.parameters.add(name)

  const canBeGiven = (parameter: Passthrough): boolean => findArgumentHarm(subject, parameter) === undefined
  for (let lost = added.filter((parameter) => !canBeGiven(parameter)); lost.length > 0;) {
    for (const { name } of lost) subject.parameters.delete(name)
    lost = added.filter((parameter) => subject.parameters.has(parameter.name) && !canBeGiven(parameter))
  }
}

function pass(subject: Subject, parameter: Passthrough): void {
  const ruling = offerArgument(subject, parameter)
  if (ruling?.decision === 'skipped') return

  const templates = subject.templates.filter(({ type }) => type !== 'suspend')
  for (const template of templates) offerInput(subject, template, parameter)
  for (const task of templates.flatMap(({ tasks }) => tasks)) offerToTask(subject, task, parameter)
}

function offerArgument(subject: Subject, parameter: Passthrough): ReturnType<Subject['offerItem']> {
  const { name } = parameter
  return subject.offerItem({
    place: parametersOf(subject.spec, 'arguments'),
    field: name,
    isEntry: true,
    value: argumentFor(subject, parameter),
    harm: findArgumentHarm(subject, parameter),
  })
}

/**
 * A Workflow, and a CronWorkflow's, of which nobody asks for one, need a value (H8.2). A template has it too: with the default
 * alone, Argo refuses each Workflow that runs the template and does not give the argument, and its exit handler has no input.
 */
function argumentFor({ kind }: Subject, { templateArgument, workflowArgument }: Passthrough): Default {
  return kind === 'WorkflowTemplate' || kind === 'ClusterWorkflowTemplate' ? templateArgument : workflowArgument
}

function findArgumentHarm(subject: Subject, parameter: Passthrough): Harm | undefined {
  const argument = argumentFor(subject, parameter)
  const isMissing = argument === parameter.workflowArgument && !parameter.hasValue
  if (isMissing) return { reason: 'parameter-without-value', detail: parameter.name }
  if (!parameter.isInEnum) return { reason: 'value-not-in-enum', detail: parameter.name }
  const place = parametersOf(subject.spec, 'arguments')
  if (subject.skips?.covers(keyOf({ place, field: parameter.name, isEntry: true })) === true) return SKIPPED
  if (place.isBlocked) return { reason: 'malformed', detail: place.blockedKey }
  return subject.findTagHarm(argument, undefined)
}

function parametersOf(place: Place, field: 'arguments' | 'inputs'): Place {
  return place.field(field).list('parameters')
}

function offerInput(subject: Subject, template: Template, parameter: Passthrough): void {
  const { name, input } = parameter
  const inline = findInlineWithInput(template, name, input.value)
  const captured: Harm | undefined = inline && { reason: 'input-captured', detail: inline.place.key }
  const harm = captured ?? findEmptyArgument(subject, template, parameter)
  const ruling = subject.offerItem({
    place: parametersOf(template.place, 'inputs'),
    field: name,
    isEntry: true,
    value: input,
    harm,
  })
  if (ruling?.decision === 'injected') subject.inputsOf(template).add(name)
}

/**
 * An argument without a value, the user's own or the one of a parameter that has none, where a template gets the workflow's
 * arguments by their names: it would take the input's default away (H8.4).
 */
function findEmptyArgument(subject: Subject, template: Template, { name, hasValue }: Passthrough): Harm | undefined {
  const { kind, spec } = subject
  const isRunByName =
    kind === 'WorkflowTemplate' || kind === 'ClusterWorkflowTemplate' ? ['onExit'] : ['onExit', 'entrypoint']
  if (template.name === undefined || !isRunByName.some((field) => own(spec.value, field) === template.name))
    return undefined

  const given = ownList(ownPath(spec.value, 'arguments'), 'parameters').find(
    (parameter) => ownText(parameter, 'name') === name,
  )
  const isEmpty =
    given === undefined ? !hasValue : !['value', 'valueFrom'].some((field) => isSet(field, own(given, field)))
  return isEmpty ? { reason: 'parameter-without-value', detail: name } : undefined
}

/** An inline template below with an input of that name: the outer one's would take its place (H8.6). */
function findInlineWithInput(template: Template, name: string, ours: Json): Template | undefined {
  for (const { inline } of template.tasks) {
    if (inline === undefined) continue
    const declared = ownList(ownPath(inline.value, 'inputs'), 'parameters').find(
      (parameter) => ownText(parameter, 'name') === name,
    )
    if (declared !== undefined && !isEqual(declared, ours)) return inline
    const below = findInlineWithInput(inline, name, ours)
    if (below !== undefined) return below
  }
  return undefined
}

function offerToTask(subject: Subject, task: Task, parameter: Passthrough): void {
  offerCallArgument(subject, task, task.place, parameter)
  for (const hook of hooksOf(task)) {
    const place = task.place.field('hooks').field(hook.name, `[${hook.name}]`)
    const inherits = hook.name === 'exit' && !hasArguments(hook.value)
    offerCallArgument(
      subject,
      task,
      place,
      parameter,
      inherits ? { reason: 'inherits-arguments', detail: '' } : undefined,
    )
  }
}

/** An argument of a step, a task or a hook, which takes its value from the input of the template around it (H8.4). */
function offerCallArgument(
  subject: Subject,
  task: Task,
  place: Place,
  { name, argument }: Passthrough,
  harm?: Harm,
): void {
  subject.offerItem({
    place: parametersOf(place, 'arguments'),
    field: name,
    isEntry: true,
    value: argument,
    template: task.caller,
    harm,
  })
}

/** Without any, an exit hook gets the arguments of the workflow, and with one it no longer does (H8.5). */
function hasArguments(hook: Json): boolean {
  const given = own(hook, 'arguments')
  return isObject(given) && (ownList(given, 'parameters').length > 0 || ownList(given, 'artifacts').length > 0)
}

type Parameter = NonNullable<ResolvedSettings['values']['passthroughParameters']>[number]

function build(settings: ResolvedSettings, parameter: Parameter): Passthrough {
  const { name } = parameter
  const make = (value: object): Default =>
    createDefault('passthroughParameters', settings.sources.passthroughParameters, value)
  const { default: fallback, ...withoutDefault } = parameter
  const value = parameter.value ?? fallback
  return {
    name,
    hasValue: value !== undefined,
    isInEnum: value === undefined || parameter.enum === undefined || parameter.enum.includes(value),
    templateArgument: make({ ...parameter, value }),
    workflowArgument: make(parameter.value === undefined ? { ...withoutDefault, value: fallback } : parameter),
    input: make({ ...parameter, default: `{{workflow.parameters.${name}}}` }),
    argument: make({ name, value: `{{inputs.parameters.${name}}}` }),
  }
}

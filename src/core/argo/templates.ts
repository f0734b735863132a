import type { Json, JsonObject } from '../json.ts'
import { isList, isObject, own, ownList, ownText } from '../json.ts'
import type { Place } from '../patch/place.ts'

/** The fields of which a template has exactly one (H4). */
const TEMPLATE_TYPES = [
  'container',
  'script',
  'containerSet',
  'resource',
  'data',
  'steps',
  'dag',
  'suspend',
  'http',
  'plugin',
] as const

/** The types that run a pod of their own. */
const LEAF_TYPES: ReadonlySet<string> = new Set(['container', 'script', 'containerSet', 'resource', 'data'])

export type TemplateType = (typeof TEMPLATE_TYPES)[number]

/** A template of the object, an inline one included. Templates that Argo would refuse for their type are not listed. */
export interface Template {
  readonly place: Place
  readonly value: JsonObject
  readonly type: TemplateType
  readonly name: string | undefined
  /** Whether it runs a pod of its own (R1). */
  readonly isLeaf: boolean
  /** The containers that run the user's image, as places (R6.2). */
  readonly containers: readonly Place[]
  /** The steps, or the tasks of the dag. */
  readonly tasks: readonly Task[]
  /** Where the template is inline: the step or task that it belongs to. */
  readonly task: Task | undefined
}

/** A step, or a task of a dag. */
export class Task {
  readonly value: JsonObject
  /** The steps or dag template that it belongs to. */
  readonly caller: Template
  /** Set while the templates are walked. */
  inline: Template | undefined
  readonly #list: Place
  readonly #index: number
  #place: Place | undefined

  constructor(list: Place, index: number, value: JsonObject, caller: Template) {
    this.#list = list
    this.#index = index
    this.value = value
    this.caller = caller
  }

  /** Where it lies; made for who asks, as mostly nobody does. */
  get place(): Place {
    this.#place ??= this.#list.item(this.#index, ownText(this.value, 'name'))
    return this.#place
  }
}

/** All templates of a spec in their order, each followed by the inline ones below it. Malformed parts are passed over. */
export function walkTemplates(spec: Place): readonly Template[] {
  const found: Template[] = []
  for (const place of namedItems(spec.list('templates'))) walk(found, place, undefined, 0)
  return found
}

/** Argo resolves inline templates one level deep; who nests them a thousand deep gets nothing there, and breaks nothing. */
const MAX_INLINE_DEPTH = 10

/** Adds the template at a place, and the inline ones below it. */
function walk(found: Template[], place: Place, task: Task | undefined, depth: number): Template | undefined {
  const value = place.value as JsonObject
  const type = typeOf(value)
  if (type === undefined) return undefined

  const isLeaf = LEAF_TYPES.has(type)
  const tasks: Task[] = isLeaf ? NO_TASKS : []
  const template: Template = {
    place,
    value,
    type,
    name: ownText(value, 'name'),
    isLeaf,
    containers: findContainers(place, type),
    tasks,
    task,
  }
  found.push(template)
  if (!isLeaf) {
    for (const list of findTaskLists(place, type))
      visitObjects(list, (item, index) => tasks.push(new Task(list, index, item, template)))
    for (const each of tasks) walkInline(found, each, depth + 1)
  }
  return template
}

function walkInline(found: Template[], task: Task, depth: number): void {
  if (depth <= MAX_INLINE_DEPTH && isObject(own(task.value, 'inline')))
    task.inline = walk(found, task.place.field('inline'), task, depth)
}

/** Nothing is ever added to it. */
const NO_TASKS: Task[] = []

/** The one type of a template, or `undefined` where it has none or several. */
function typeOf(template: JsonObject): TemplateType | undefined {
  let found: TemplateType | undefined
  // By the few fields that a template has: to look for each type takes ten times as long.
  for (const field of Object.keys(template)) {
    if (!isType(field) || !isPresent(template[field])) continue
    if (found !== undefined) return undefined
    found = field
  }
  return found
}

function findContainers(template: Place, type: TemplateType): readonly Place[] {
  if (type === 'containerSet') return namedItems(template.field('containerSet').list('containers'))
  if (type !== 'container' && type !== 'script') return NO_PLACES
  const container = template.field(type)
  return container.isBlocked ? NO_PLACES : [container]
}

/** The lists of a template's tasks or of its steps, which Argo groups. */
function findTaskLists(template: Place, type: TemplateType): readonly Place[] {
  if (type === 'dag') return [template.field('dag').list('tasks')]
  if (type !== 'steps') return NO_PLACES

  const steps = template.list('steps')
  return ownList(template.value, 'steps').flatMap((group, index) =>
    isList(group) ? [steps.item(index, undefined, 'list')] : [],
  )
}

const NO_PLACES: readonly Place[] = []

/** The items of a list that are objects, as places. */
function namedItems(list: Place): readonly Place[] {
  const items: Place[] = []
  visitObjects(list, (item, index) => items.push(list.item(index, ownText(item, 'name'))))
  return items
}

function visitObjects({ value }: Place, visit: (item: JsonObject, index: number) => void): void {
  if (!isList(value)) return
  for (let index = 0; index < value.length; index += 1) {
    const item = value[index]
    if (isObject(item)) visit(item, index)
  }
}

function isType(field: string): field is TemplateType {
  return TYPES.has(field)
}

const TYPES: ReadonlySet<string> = new Set(TEMPLATE_TYPES)

function isPresent(value: Json | undefined): boolean {
  return value !== undefined && value !== null
}

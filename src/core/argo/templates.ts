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
const LEAF_TYPES: readonly string[] = ['container', 'script', 'containerSet', 'resource', 'data']

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
export interface Task {
  readonly place: Place
  readonly value: JsonObject
  /** The steps or dag template that it belongs to. */
  readonly caller: Template
  readonly inline: Template | undefined
}

/** All templates of a spec in their order, each followed by the inline ones below it. Malformed parts are passed over. */
export function walkTemplates(spec: Place): readonly Template[] {
  const list = spec.list('templates')
  return itemsOf(list).flatMap(([value, index]) => walk(list.item(index, ownText(value, 'name')), value, undefined))
}

function walk(place: Place, value: JsonObject, task: Task | undefined): readonly Template[] {
  const type = typeOf(value)
  if (type === undefined) return []

  const tasks: Task[] = []
  const template: Template = {
    place,
    value,
    type,
    name: ownText(value, 'name'),
    isLeaf: LEAF_TYPES.includes(type),
    containers: findContainers(place, type),
    tasks,
    task,
  }
  return [template, ...findTasks(place, type).flatMap((found) => walkTask(found, template, tasks))]
}

function walkTask(place: Place, caller: Template, tasks: Task[]): readonly Template[] {
  const value = place.value as JsonObject
  const inlineValue = own(value, 'inline')
  const task: { -readonly [Key in keyof Task]: Task[Key] } = { place, value, caller, inline: undefined }
  const below = isObject(inlineValue) ? walk(place.field('inline'), inlineValue, task) : []
  task.inline = below[0]
  tasks.push(task)
  return below
}

/** The one type of a template, or `undefined` where it has none or several. */
function typeOf(template: JsonObject): TemplateType | undefined {
  const types = TEMPLATE_TYPES.filter((type) => isPresent(own(template, type)))
  return types.length === 1 ? types[0] : undefined
}

function findContainers(template: Place, type: TemplateType): readonly Place[] {
  if (type === 'container' || type === 'script') return [template.field(type)].filter((place) => !place.isBlocked)
  if (type !== 'containerSet') return []

  const containers = template.field('containerSet').list('containers')
  return itemsOf(containers).map(([value, index]) => containers.item(index, ownText(value, 'name')))
}

function findTasks(template: Place, type: TemplateType): readonly Place[] {
  if (type === 'dag') return namedItems(template.field('dag').list('tasks'))
  if (type !== 'steps') return []

  const steps = template.list('steps')
  return ownList(template.value, 'steps').flatMap((group, index) =>
    isList(group) ? namedItems(steps.item(index, undefined, 'list')) : [],
  )
}

function namedItems(list: Place): readonly Place[] {
  return itemsOf(list).map(([value, index]) => list.item(index, ownText(value, 'name')))
}

/** The items of a list that are objects, each with its index. */
function itemsOf(list: Place): readonly (readonly [value: JsonObject, index: number])[] {
  if (!isList(list.value)) return []
  return list.value.flatMap((value, index) => (isObject(value) ? [[value, index] as const] : []))
}

function isPresent(value: Json | undefined): boolean {
  return value !== undefined && value !== null
}

import type { Default } from '../defaults/default.ts'
import type { Json, JsonObject } from '../json.ts'
import { isEqual, isObject, own, ownList, ownPath, ownText } from '../json.ts'
import { isSet } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import type { Template } from './templates.ts'

/** What the levels of a template are looked up in: the spec around it, and all templates of the object. */
export interface Levels {
  readonly spec: Place
  /** What the spec has for templates to take from; mostly nothing. */
  readonly templateDefaults: Json | undefined
  readonly templates: readonly Template[]
  readonly callers: ReadonlyMap<string, readonly Template[]>
}

/** A field that Argo takes from the template, and where it looks when the template has none (H3). */
export interface LevelledField {
  readonly template: string
  /** The spec's field of the same meaning. */
  readonly spec: string
  /** Whether a steps or dag template hands it down to what it calls. */
  readonly isHandedDown?: boolean
}

export const AFFINITY: LevelledField = { template: 'affinity', spec: 'affinity', isHandedDown: true }
export const POD_RESOURCES: LevelledField = { template: 'podResources', spec: 'podResources' }
export const POD_SPEC_PATCH: LevelledField = { template: 'podSpecPatch', spec: 'podSpecPatch' }
export const PRIORITY_CLASS_NAME: LevelledField = { template: 'priorityClassName', spec: 'podPriorityClassName' }
export const RETRY_STRATEGY: LevelledField = { template: 'retryStrategy', spec: 'retryStrategy' }
export const SCHEDULER_NAME: LevelledField = { template: 'schedulerName', spec: 'schedulerName' }
export const SECURITY_CONTEXT: LevelledField = { template: 'securityContext', spec: 'securityContext' }
export const SERVICE_ACCOUNT_NAME: LevelledField = { template: 'serviceAccountName', spec: 'serviceAccountName' }
export const TOLERATIONS: LevelledField = { template: 'tolerations', spec: 'tolerations', isHandedDown: true }

/** Tells for a template where else a field of it is set, such that Argo takes it from there (R3.5), or `undefined`. */
export type FindElsewhere = (template: Template) => string | undefined

/**
 * Where a field of templates is set outside of the template. A value of the spec that equals the spec's own default does not
 * count: a re-applied object still carries it. What holds for all templates is looked up once.
 */
export function lookElsewhere(levels: Levels, field: LevelledField, specDefault?: Default): FindElsewhere {
  if (isSet(field.template, own(levels.templateDefaults, field.template)))
    return always(`templateDefaults.${field.template}`)

  const inSpec = own(levels.spec.value, field.spec)
  const isInSpec = isSet(field.spec, inSpec) && !isEqual(inSpec, specDefault?.value)
  const findInSpec = isInSpec ? always(field.spec) : NOWHERE
  if (field.isHandedDown !== true) return findInSpec
  return (template) => {
    const caller = callersOf(levels, template).find(({ value }) => isSet(field.template, own(value, field.template)))
    return caller === undefined ? findInSpec(template) : `${caller.place.key}.${field.template}`
  }
}

/** Where a field of templates is set, the template itself included (R3.5). */
export function lookAnywhere(levels: Levels, field: LevelledField, specDefault?: Default): FindElsewhere {
  const findElsewhere = lookElsewhere(levels, field, specDefault)
  return (template) => {
    const inTemplate = own(template.value, field.template)
    return isSet(field.template, inTemplate) && !isEqual(inTemplate, specDefault?.value)
      ? `${template.place.key}.${field.template}`
      : findElsewhere(template)
  }
}

/** Where a field of templates' containers is set outside of the container (R3.5): a containerSet has no such place. */
export function lookOutsideContainers({ templateDefaults }: Levels, field: string): FindElsewhere {
  if (templateDefaults === undefined) return NOWHERE
  return ({ type }) => {
    const isThere = type !== 'containerSet' && isSet(field, ownPath(templateDefaults, type, field))
    return isThere ? `templateDefaults.${type}.${field}` : undefined
  }
}

function always(found: string): FindElsewhere {
  return () => found
}

const NOWHERE: FindElsewhere = () => undefined

/**
 * The node selectors that Argo may give a template's pod: its own, into which it merges that of templateDefaults, else that of
 * whatever template calls it, else that of the spec (H3). An empty one says nothing (H11.3).
 */
export function nodeSelectorsOf(levels: Levels, template: Template): readonly JsonObject[] {
  const field = 'nodeSelector'
  const [merged] = selectorsIn({
    ...fieldsOf(own(levels.templateDefaults, field)),
    ...fieldsOf(own(template.value, field)),
  })
  if (merged !== undefined) return [merged]

  const handedDown = callersOf(levels, template).map(({ value }) => own(value, field))
  return selectorsIn(...handedDown, own(levels.spec.value, field))
}

function selectorsIn(...values: readonly (Json | undefined)[]): readonly JsonObject[] {
  return values.map(fieldsOf).filter((selector) => Object.keys(selector).length > 0)
}

function fieldsOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}

/** The items that Argo merges into a list of a template, or of its container, from templateDefaults (H3.2). */
export function findAdded(levels: Levels, field: string, template: Template | undefined): readonly Json[] {
  if (template === undefined) return []
  const isOfContainer = field === 'env' || field === 'volumeMounts'
  return ownList(isOfContainer ? own(levels.templateDefaults, template.type) : levels.templateDefaults, field)
}

/** The steps and dag templates of the object that call a template. */
export function callersOf(levels: Levels, template: Template): readonly Template[] {
  if (template.task !== undefined) return [template.task.caller]
  return template.name === undefined ? [] : (levels.callers.get(template.name) ?? [])
}

/** The steps and dag templates that call a template, by its name. */
export function callersByName(templates: readonly Template[]): ReadonlyMap<string, readonly Template[]> {
  const callers = new Map<string, Template[]>()
  for (const caller of templates) {
    for (const { value } of caller.tasks) {
      const name = ownText(value, 'template')
      if (name === undefined) continue
      const list = callers.get(name)
      if (list === undefined) callers.set(name, [caller])
      else list.push(caller)
    }
  }
  return callers
}

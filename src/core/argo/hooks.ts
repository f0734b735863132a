import type { JsonObject } from '../json.ts'
import { isObject, own, ownText } from '../json.ts'
import type { Task, Template } from './templates.ts'

/** A lifecycle hook of a step or task. */
export interface Hook {
  readonly name: string
  readonly value: JsonObject
}

/** The lifecycle hooks of a step or task; the older `onExit` is not among them. */
export function hooksOf(task: Task): readonly Hook[] {
  const hooks = own(task.value, 'hooks')
  if (!isObject(hooks)) return []
  return Object.entries(hooks).flatMap(([name, value]) => (isObject(value) ? [{ name, value }] : []))
}

/** Which templates have to do with the lifecycle hooks of steps and tasks (R7.2). */
export interface HookedTemplates {
  /** For a template's name, or an inline template's place: the step or task whose hook it runs beside or for. */
  readonly taskOf: (template: Template) => Task | undefined
  /** The steps and tasks with hooks where one of the templates lies in another object, and cannot be seen. */
  readonly unseen: readonly Task[]
}

/** Finds the templates of steps and tasks that have lifecycle hooks, and the templates of those hooks (R7.2, H5.9). */
export function findHookedTemplates(templates: readonly Template[]): HookedTemplates {
  const byName = new Map<string, Task>()
  const unseen: Task[] = []

  for (const { tasks } of templates) {
    for (const task of tasks) {
      if (!hasHook(task)) continue
      const called = [task.value, ...hooksOf(task).map(({ value }) => value)]
      const onExit = ownText(task.value, 'onExit')
      const names = called.flatMap((value) => ownText(value, 'template') ?? [])
      for (const name of onExit === undefined ? names : [...names, onExit]) byName.set(name, task)
      if (called.some((value) => isObject(own(value, 'templateRef')))) unseen.push(task)
    }
  }

  return {
    taskOf: ({ name, task }) => (task === undefined ? byName.get(name ?? '') : hasHook(task) ? task : undefined),
    unseen,
  }
}

function hasHook(task: Task): boolean {
  return hooksOf(task).length > 0 || ownText(task.value, 'onExit') !== undefined
}

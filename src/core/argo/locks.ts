import type { Json } from '../json.ts'
import { own, ownList } from '../json.ts'
import type { Levels } from './levels.ts'

/** Whether a template takes the mutex of that name, written the old way or the new (H9.1). */
export function takesMutex(levels: Levels, name: string): boolean {
  return locksOf(levels, 'mutex', 'mutexes').some((mutex) => own(mutex, 'name') === name)
}

/** Whether a template takes the semaphore that a ConfigMap's key limits, written the old way or the new (H9.1). */
export function takesSemaphore(levels: Levels, configMap: string, key: string): boolean {
  return locksOf(levels, 'semaphore', 'semaphores').some((semaphore) => {
    const reference = own(semaphore, 'configMapKeyRef')
    return own(reference, 'name') === configMap && own(reference, 'key') === key
  })
}

/** The locks of all templates, those of templateDefaults included, which every template takes. */
function locksOf(
  { templateDefaults, templates }: Levels,
  singular: string,
  plural: string,
): readonly (Json | undefined)[] {
  const locks: (Json | undefined)[] = []
  const addLocks = (template: Json | undefined): void => {
    const synchronization = own(template, 'synchronization')
    if (synchronization !== undefined) locks.push(own(synchronization, singular), ...ownList(synchronization, plural))
  }

  addLocks(templateDefaults)
  for (const { value } of templates) addLocks(value)
  return locks
}

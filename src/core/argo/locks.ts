import type { Json } from '../json.ts'
import { own, ownList, ownPath } from '../json.ts'
import type { Template } from './templates.ts'

/** Whether a template takes the mutex of that name, written the old way or the new (H9.1). */
export function takesMutex(template: Template, name: string): boolean {
  return locksOf(template, 'mutex', 'mutexes').some((mutex) => own(mutex, 'name') === name)
}

/** Whether a template takes the semaphore that a ConfigMap's key limits, written the old way or the new (H9.1). */
export function takesSemaphore(template: Template, configMap: string, key: string): boolean {
  return locksOf(template, 'semaphore', 'semaphores').some((semaphore) => {
    const reference = ownPath(semaphore, 'configMapKeyRef')
    return own(reference, 'name') === configMap && own(reference, 'key') === key
  })
}

function locksOf(template: Template, singular: string, plural: string): readonly (Json | undefined)[] {
  const synchronization = own(template.value, 'synchronization')
  return [own(synchronization, singular), ...ownList(synchronization, plural)]
}

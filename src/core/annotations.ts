import type { Json, JsonObject } from './json.ts'
import { isObject, ownPath } from './json.ts'

/** What the annotation of one setting begins with; the setting's name follows (R5). */
export const SETTING_PREFIX = 'settings.workflows.panfactum.com/'

/** The annotation that picks a profile (R5). */
export const PROFILE_ANNOTATION = 'workflows.panfactum.com/profile'

/** The annotation that names keys to leave alone (R3.4). */
export const SKIP_ANNOTATION = 'workflows.panfactum.com/skip'

/** Whether an annotation has something to say to wf-defaults: a setting, a profile, or the keys to skip. */
export function isOurs(name: string): boolean {
  return name.startsWith(SETTING_PREFIX) || name === PROFILE_ANNOTATION || name === SKIP_ANNOTATION
}

/** The annotations of an object that have something to say to wf-defaults; `undefined` where there are none, as mostly. */
export function findOurs(object: unknown): JsonObject | undefined {
  const annotations = ownPath(object, 'metadata', 'annotations')
  if (!isObject(annotations)) return undefined

  let ours: Record<string, Json | undefined> | undefined
  for (const name of Object.keys(annotations)) {
    if (isOurs(name)) (ours ??= {})[name] = annotations[name]
  }
  return ours
}

/** Whether an annotation looks as if it was meant for wf-defaults, and is not one that it knows. */
export function isStray(name: string): boolean {
  return STRAY.test(name) && !isOurs(name)
}

const STRAY = /^(?:[-a-z]+\.)?workflows\.panfactum\.com\//u

/** The names of such annotations of an object. */
export function findStrays(object: unknown): readonly string[] {
  const annotations = ownPath(object, 'metadata', 'annotations')
  return isObject(annotations) ? Object.keys(annotations).filter(isStray) : []
}

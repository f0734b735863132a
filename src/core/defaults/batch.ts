import type { WrittenFields } from '../patch/place.ts'
import { joinFields } from '../patch/place.ts'
import type { Default } from './default.ts'

/** Defaults that go to one place together, and that nothing speaks against but what the user set there. Made once per settings. */
export interface Batch extends WrittenFields {
  readonly fields: readonly (readonly [field: string, value: Default])[]
  /** Whether the fields are keys of a map, such as labels. */
  readonly isEntry: boolean
  /** Whether a value has Argo's tags in it, which must resolve where it goes (H7.2). */
  readonly isTagged: boolean
}

/** A batch of the defaults that the settings yield; `undefined` where they yield none. */
export function createBatch(
  all: readonly (readonly [field: string, value: Default | undefined])[],
  isEntry: boolean,
): Batch | undefined {
  const fields = all.flatMap(([field, value]) => (value === undefined ? [] : [[field, value] as const]))
  if (fields.length === 0) return undefined
  return { ...joinFields(fields), fields, isEntry, isTagged: fields.some(([, { tags }]) => tags.length > 0) }
}

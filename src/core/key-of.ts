import type { Place } from './patch/place.ts'

/** What a default is proposed for, or was decided for. */
interface Keyed {
  readonly place: Place
  readonly field: string
  readonly isEntry?: boolean
  readonly item?: string | undefined
}

/** What a decision is about, as the skip annotation would name it (R3.4). */
export function keyOf({ place, field, isEntry = false, item }: Keyed): string {
  const key = `${place.key}${isEntry ? `[${field}]` : `.${field}`}`.replace(/^\./u, '')
  return item === undefined ? key : `${key}[${item}]`
}

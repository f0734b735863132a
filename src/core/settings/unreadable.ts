import { isList, isObject } from '../json.ts'
import type { Path, SettingsFault } from './fault.ts'
import { createFault } from './fault.ts'

/** No settings file has so many values by hand; aliases in YAML multiply, and each value costs time at each reload. */
const MAX_VALUES = 10_000

/** A value and how it was reached, as a list from its own key up. */
interface Visit {
  readonly value: unknown
  readonly key: PropertyKey
  readonly parent: Visit | undefined
}

/**
 * Finds what no schema gets to see: more values than can be read, where what refers to itself counts for ever,
 * and the name `__proto__`, which zod leaves out of maps without a word. The first is a fault of the file as a whole.
 */
export function findUnreadable(content: unknown): readonly SettingsFault[] {
  const faults: SettingsFault[] = []
  const visits: Visit[] = [{ value: content, key: '', parent: undefined }]

  for (const visit of visits) {
    for (const child of childrenOf(visit)) {
      if (child.key === '__proto__')
        faults.push(createFault(pathOf(child), 'expected another name, but came "__proto__", which is reserved'))
      visits.push(child)
    }
    if (visits.length > MAX_VALUES) return [createFault([], `expected at most ${MAX_VALUES} values, but came more`)]
  }
  return faults
}

function childrenOf(parent: Visit): readonly Visit[] {
  const { value: container } = parent
  if (isList(container)) return container.map((value, key) => ({ value, key, parent }))
  return isObject(container) ? Object.entries(container).map(([key, value]) => ({ value, key, parent })) : []
}

function pathOf(visit: Visit): Path {
  const path: PropertyKey[] = []
  for (let at = visit; at.parent !== undefined; at = at.parent) path.unshift(at.key)
  return path
}

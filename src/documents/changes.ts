import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml'
import { isCollection } from 'yaml'
import { rebuildCollection } from './build-node.ts'
import type { Slot, Stretch, Survey } from './survey.ts'

/** What became of the slots of a map or a list. */
export interface Changes {
  /** What stays where it is, though its inside may have changed. */
  readonly kept: readonly Slot[]
  readonly gaps: readonly Gap[]
}

/** A place between two kept slots where something was added or removed. */
export interface Gap {
  readonly before: Slot | undefined
  readonly removed: readonly Slot[]
  readonly added: readonly (Pair | Node)[]
  readonly after: Slot | undefined
}

/** Compares what a map or a list holds with what it came with. */
export function findChanges(survey: Survey, { slots }: Stretch, parts: readonly (Pair | Node)[]): Changes {
  const positions = new Map<unknown, number>(slots.map(({ part }, index) => [part, index]))
  const kept: Slot[] = []
  const gaps: Gap[] = []
  let from = 0
  let added: (Pair | Node)[] = []

  const close = (to: number): void => {
    const removed = slots.slice(from, to)
    if (added.length + removed.length > 0) gaps.push({ before: kept.at(-1), removed, added, after: slots[to] })
    added = []
    from = to + 1
  }

  for (const part of parts) {
    const position = positions.get(part) ?? -1
    const slot = slots[position]
    if (slot === undefined || isRewritten(survey, part)) {
      added.push(renew(survey, part))
    } else {
      close(position)
      kept.push(slot)
    }
  }
  close(slots.length)
  return { kept, gaps }
}

/** A map or a list that was filled or emptied is printed anew, as its braces no longer fit. */
export function renew<Part>(survey: Survey, part: Part): Part | YAMLMap | YAMLSeq {
  return isRewritten(survey, part) && isCollection(part) ? rebuildCollection(part) : part
}

/** Whether a map or a list was filled or emptied. */
function isRewritten(survey: Survey, part: unknown): boolean {
  const stretch = survey.get(part)
  return isCollection(part) && stretch !== undefined && (stretch.slots.length === 0) !== (part.items.length === 0)
}

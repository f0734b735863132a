import type { ExplainedDecision } from '../core/explain.ts'

/** Decisions that say the same of several places, and a key that names them all. */
export interface Fold {
  readonly key: string
  readonly decisions: readonly [ExplainedDecision, ...ExplainedDecision[]]
}

/** A key and what changes in it: `build` in `templates[build].container.image`. */
interface KeyParts {
  /** The key with a mark in place of each name. */
  readonly pattern: string
  readonly names: readonly string[]
}

const MARK = '\0'

/** How many names a folded key gives before it counts the rest. */
const MAX_NAMES = 4

/** What changes in keys that belong together: whose labels they are, and the names of items in lists. */
const CHANGING =
  /^(?:podMetadata|workflowMetadata|metadata)(?=\.)|(?<=^templates\[|\.(?:tasks|containers|steps)\[|\]\[)[^\]]*(?=\])/gu

/**
 * Brings decisions together that differ only in their places, so that a Workflow of fifty templates stays readable:
 * `templates[build, test and 48 more].container.image`.
 */
export function foldDecisions(decisions: readonly ExplainedDecision[]): readonly Fold[] {
  const folds = Map.groupBy(decisions, (decision) => {
    const { decision: kind, reason, setting, source, value } = decision
    return JSON.stringify([kind, reason, setting, source, value, splitKey(decision.key).pattern])
  })
  return Array.from(folds.values(), (alike) => ({
    key: joinKeys(alike.map(({ key }) => key)),
    decisions: alike as unknown as Fold['decisions'],
  }))
}

function splitKey(key: string): KeyParts {
  return { pattern: key.replaceAll(CHANGING, MARK), names: key.match(CHANGING) ?? [] }
}

function joinKeys(keys: readonly string[]): string {
  const all = keys.map((key) => splitKey(key).names)
  const [first = ''] = keys
  let index = 0
  return first.replaceAll(CHANGING, (_name, offset: number) => {
    const names = joinNames([...new Set(all.map((each) => String(each[index])))])
    index += 1
    return offset === 0 && names.includes(',') ? `{${names}}` : names
  })
}

function joinNames(names: readonly string[]): string {
  const shown = names.length > MAX_NAMES ? names.slice(0, MAX_NAMES - 1) : names
  const rest = names.length - shown.length
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`
}

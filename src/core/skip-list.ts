import { SKIP_ANNOTATION } from './annotations.ts'
import type { Harm } from './merge.ts'
import { didYouMean, MAX_SOUGHT } from './settings/nearest.ts'

/** Why a default is left out that the annotation names. */
export const SKIPPED: Harm = { reason: 'skip-annotation', detail: '' }

/** So many keys of an object are remembered as what a mistyped one may have meant. */
const MAX_REMEMBERED = 2000

/** What stands for any field, so that it covers everything by itself, and for any name. */
const [ANY_FIELD, ANY_NAME] = ['*', '[*]']

/** A key as its user wrote it. */
interface Pattern {
  readonly text: string
  isMet: boolean
}

/** The keys that begin alike: what comes next in them, and the one that ends here. */
interface Branch {
  readonly next: Map<string, Branch>
  pattern: Pattern | undefined
}

/** The keys of an object that are to be left alone, as the annotation `workflows.panfactum.com/skip` names them (R3.4). */
export class SkipList {
  readonly #root: Branch = createBranch()
  readonly #patterns: Pattern[] = []
  readonly #keys: (readonly string[])[] = []

  /** @param text keys, with commas between them; `*` is any field, `[*]` any name */
  constructor(text: string) {
    for (const key of text.match(/(?:\[[^\]]*\]?|[^,[])+/gu) ?? []) this.#add(key.trim())
  }

  /** Whether a decision's key is named, or lies below one that is. */
  covers(key: string): boolean {
    const parts = toParts(key)
    if (this.#keys.length < MAX_REMEMBERED) this.#keys.push(parts)
    const met = findAbove(this.#root, parts)
    for (const pattern of met) pattern.isMet = true
    return met.length > 0
  }

  /** A warning for each that names nothing, with the nearest key that there is. */
  warn(): readonly string[] {
    const known = new Set(this.#keys.flatMap(beginningsOf))
    return this.#patterns
      .filter(({ isMet }) => !isMet)
      .map(({ text }, index) => {
        const question = index < MAX_SOUGHT ? askForMeant(text, known) : ''
        return `${SKIP_ANNOTATION}: ${text} names nothing here${question}`
      })
  }

  /** An annotation has room for many thousands: they are looked up part by part, and each is there once. */
  #add(text: string): void {
    if (text === '') return
    let branch = this.#root
    for (const part of toParts(text)) {
      const next = branch.next.get(part) ?? createBranch()
      branch.next.set(part, next)
      branch = next
    }
    if (branch.pattern !== undefined) return
    branch.pattern = { text, isMet: false }
    this.#patterns.push(branch.pattern)
  }
}

function createBranch(): Branch {
  return { next: new Map(), pattern: undefined }
}

/** The patterns that name a key, or what it lies below. */
function findAbove(root: Branch, parts: readonly string[]): readonly Pattern[] {
  const found: Pattern[] = []
  let branches: readonly Branch[] = [root]
  for (const part of parts) {
    branches = branches.flatMap(({ next }) => namesOf(part).flatMap((name) => next.get(name) ?? []))
    for (const { pattern } of branches) if (pattern !== undefined) found.push(pattern)
    if (branches.length === 0) break
  }
  return found
}

/** What a part of a key can be called. */
function namesOf(part: string): readonly string[] {
  return [...new Set([part, part.startsWith('[') ? ANY_NAME : ANY_FIELD])]
}

function askForMeant(text: string, known: ReadonlySet<string>): string {
  const withoutSpec = text.replace(/^spec\./u, '')
  return didYouMean(withoutSpec, known.has(withoutSpec) ? [withoutSpec] : [...known])
}

function toParts(key: string): readonly string[] {
  return key.match(/\[[^\]]*\]?|[^.[]+/gu) ?? []
}

/** The key itself, and all that it lies below. */
function beginningsOf(parts: readonly string[]): readonly string[] {
  return parts.map((_part, index) =>
    parts
      .slice(0, index + 1)
      .map((part) => (part.startsWith('[') ? part : `.${part}`))
      .join('')
      .slice(1),
  )
}

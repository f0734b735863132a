import { SKIP_ANNOTATION } from './annotations.ts'
import type { Harm } from './merge.ts'
import { findNearest } from './settings/nearest.ts'

/** Why a default is left out that the annotation names. */
export const SKIPPED: Harm = { reason: 'skip-annotation', detail: '' }

/** So many keys of an object are remembered as what a mistyped one may have meant. */
const MAX_REMEMBERED = 2000

/** A key as its user wrote it, and in its parts: fields, and names in their brackets. */
interface Pattern {
  readonly text: string
  readonly parts: readonly string[]
  isMet: boolean
}

/** The keys of an object that are to be left alone, as the annotation `workflows.panfactum.com/skip` names them (R3.4). */
export class SkipList {
  readonly #patterns: readonly Pattern[]
  readonly #keys: (readonly string[])[] = []

  /** @param text keys, with commas between them; `[*]` is any name */
  constructor(text: string) {
    const keys = (text.match(/(?:\[[^\]]*\]?|[^,[])+/gu) ?? []).map((key) => key.trim())
    this.#patterns = keys.filter((key) => key !== '').map((key) => ({ text: key, parts: toParts(key), isMet: false }))
  }

  /** Whether a decision's key is named, or lies below one that is. */
  covers(key: string): boolean {
    const parts = toParts(key)
    if (this.#keys.length < MAX_REMEMBERED) this.#keys.push(parts)
    const met = this.#patterns.filter((pattern) => isAtOrBelow(parts, pattern.parts))
    for (const pattern of met) pattern.isMet = true
    return met.length > 0
  }

  /** A warning for each that names nothing, with the nearest key that there is. */
  warn(): readonly string[] {
    return this.#patterns.filter(({ isMet }) => !isMet).map(({ text }) => this.#warnOf(text))
  }

  #warnOf(text: string): string {
    const known = new Set(this.#keys.flatMap(beginningsOf))
    const withoutSpec = text.replace(/^spec\./u, '')
    const nearest = known.has(withoutSpec) ? withoutSpec : findNearest(withoutSpec, [...known])
    return `${SKIP_ANNOTATION}: ${text} names nothing here${nearest === undefined ? '' : `; did you mean ${nearest}?`}`
  }
}

function toParts(key: string): readonly string[] {
  return key.match(/\[[^\]]*\]?|[^.[]+/gu) ?? []
}

function isAtOrBelow(key: readonly string[], above: readonly string[]): boolean {
  return above.length <= key.length && above.every((part, index) => isNamed(String(key[index]), part))
}

function isNamed(part: string, by: string): boolean {
  return part === by || (by === '[*]' && part.startsWith('['))
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

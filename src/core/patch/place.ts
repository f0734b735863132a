import type { Json } from '../json.ts'
import { isList, isObject } from '../json.ts'
import { escapeSegment, quote } from './pointer.ts'

type Shape = 'object' | 'list'

/** One operation of the patch as JSON text, or a missing object or list that is still being filled. */
type Entry = string | Place

/**
 * One object or list of the user's, or the one that is missing where defaults want to go.
 *
 * Values are added as JSON text that was made once per settings. What goes under a missing parent is gathered and
 * becomes one `add` with all of it, since an `add` under a missing parent is one that the API server refuses (R11).
 */
export class Place {
  readonly value: Json | undefined
  readonly #parent: Place | undefined
  /** The place's own name in its parent. */
  readonly #name: string
  /** What the place is called in a decision's key: `.container`, `[build]`, or nothing (R3.4). */
  readonly #label: string
  readonly #shape: Shape
  readonly #entries: Entry[]
  /** The additions to a missing object or list, by the order in which they came. */
  readonly #pending: (readonly [field: string, entry: Entry])[] = []
  #path: string | undefined
  readonly #children = new Map<string, Place>()

  private constructor(parent: Place | undefined, name: string, label: string, value: Json | undefined, shape: Shape) {
    this.#parent = parent
    this.#name = name
    this.#label = label
    this.value = value
    this.#shape = shape
    this.#entries = parent === undefined ? [] : parent.#entries
  }

  /** The whole object, at the root of a patch of its own. */
  static root(object: Json): Place {
    return new Place(undefined, '', '', object, 'object')
  }

  /** The object under a field, present or missing. The label is what decisions call it; left out, it is the field's name. */
  field(name: string, label = `.${name}`): Place {
    return this.#child(name, label, 'object')
  }

  /** The list under a field, present or missing. */
  list(name: string): Place {
    return this.#child(name, `.${name}`, 'list')
  }

  /** An item of a list that is there, under the name that decisions call it by. */
  item(index: number, name?: string, shape: Shape = 'object'): Place {
    const value = isList(this.value) ? this.value[index] : undefined
    return new Place(this, String(index), `[${name ?? index}]`, value, shape)
  }

  /** Whether nothing can be added here, because the user wrote something else than an object or a list. */
  get isBlocked(): boolean {
    if (this.isMissing) return this.#parent?.isBlocked ?? false
    return this.#shape === 'list' ? !isList(this.value) : !isObject(this.value)
  }

  /** Whether the user wrote nothing here, or `null`. */
  get isMissing(): boolean {
    return this.value === undefined || this.value === null
  }

  /** Where the place is: a JSON Pointer (RFC 6901). */
  get path(): string {
    return JSON.parse(`"${this.#pathText}"`) as string
  }

  /** Where a field of the place is, or the new item at the end of a list: a JSON Pointer. */
  pathOf(field: string): string {
    const last = this.#shape === 'list' ? '-' : field.replaceAll('~', '~0').replaceAll('/', '~1')
    return `${this.path}/${last}`
  }

  /** What decisions and the skip annotation call the place, without a dot at the front (R3.4). */
  get key(): string {
    return this.#fullLabel.replace(/^\./u, '')
  }

  /** Adds a field to the object, or takes the place of a `null` or an empty one that is there. */
  add(field: string, text: string, exists = false): void {
    const segment = escapeSegment(field)
    if (this.isMissing) this.#addPending([quote(field), text])
    else this.#entries.push(operation(exists, `${this.#pathText}/${segment}`, text))
  }

  /** Adds an item to the end of the list. */
  append(text: string): void {
    if (this.isMissing) this.#addPending(['', text])
    else this.#entries.push(operation(false, `${this.#pathText}/-`, text))
  }

  /** The patch of everything that was added under this root, as JSON text; `''` where nothing was. */
  toPatch(): string {
    if (this.#entries.length === 0) return ''
    return `[${this.#entries.map((entry) => (typeof entry === 'string' ? entry : entry.#toOperation())).join(',')}]`
  }

  #child(name: string, label: string, shape: Shape): Place {
    const known = this.#children.get(name)
    if (known !== undefined) return known

    const value = isObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined
    const child = new Place(this, name, label, value, shape)
    this.#children.set(name, child)
    return child
  }

  get #pathText(): string {
    this.#path ??= this.#parent === undefined ? '' : `${this.#parent.#pathText}/${escapeSegment(this.#name)}`
    return this.#path
  }

  get #fullLabel(): string {
    return this.#parent === undefined ? this.#label : `${this.#parent.#fullLabel}${this.#label}`
  }

  #addPending(addition: readonly [field: string, entry: Entry]): void {
    if (this.#pending.length === 0 && this.#parent !== undefined) this.#parent.#adopt(this)
    this.#pending.push(addition)
  }

  #adopt(child: Place): void {
    if (this.isMissing) this.#addPending([quote(child.#name), child])
    else this.#entries.push(child)
  }

  #toOperation(): string {
    return operation(this.value === null, this.#pathText, this.#pendingText())
  }

  #pendingText(): string {
    const texts = this.#pending.map(([field, entry]) => {
      const text = typeof entry === 'string' ? entry : entry.#pendingText()
      return this.#shape === 'list' ? text : `${field}:${text}`
    })
    return this.#shape === 'list' ? `[${texts.join(',')}]` : `{${texts.join(',')}}`
  }
}

function operation(exists: boolean, pathText: string, valueText: string): string {
  return `{"op":"${exists ? 'replace' : 'add'}","path":"${pathText}","value":${valueText}}`
}

import type { Json } from '../json.ts'
import { isList, isObject } from '../json.ts'
import { escapeSegment, quote, writeKey } from './pointer.ts'

type Shape = 'object' | 'list'

const NOTHING: readonly never[] = []

/** A value as JSON text, or a missing object or list that is still being filled. */
type Entry = string | Place

/** A value as JSON text in ASCII, written once and added to many objects. */
export interface WrittenValue {
  readonly text: string
  /** How an operation ends that adds it as a field, from the field's name on; remembered when it is first made. */
  ending?: { readonly field: string; readonly text: string } | undefined
}

/** The patch of a whole object as it grows. One string that is added to costs least, by far. */
interface Patch {
  /** The operations, the list's bracket and each one's comma before it. */
  text: string
  /** The topmost missing places, which become one operation each. */
  readonly missing: Place[]
}

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
  /** What the place is called in a decision's key, where that is not its name: `[build]`, or nothing (R3.4). */
  readonly #label: string | undefined
  readonly #shape: Shape
  readonly #patch: Patch
  /** The additions to a missing object or list, by the order in which they came. */
  #pending: readonly (readonly [field: string, entry: Entry])[] = NOTHING
  #path: string | undefined
  /** How each operation begins that adds a field here. */
  #beginning: string | undefined
  #children: Place[] | undefined

  private constructor(
    parent: Place | undefined,
    name: string,
    label: string | undefined,
    value: Json | undefined,
    shape: Shape,
  ) {
    this.#parent = parent
    this.#name = name
    this.#label = label
    this.value = value
    this.#shape = shape
    this.#patch = parent === undefined ? { text: '', missing: [] } : parent.#patch
  }

  /** The whole object, at the root of a patch of its own. */
  static root(object: Json): Place {
    return new Place(undefined, '', '', object, 'object')
  }

  /** The object under a field, present or missing. The label is what decisions call it; left out, it is the field's name. */
  field(name: string, label?: string): Place {
    return this.#child(name, label, 'object')
  }

  /** The list under a field, present or missing. */
  list(name: string): Place {
    return this.#child(name, undefined, 'list')
  }

  /** An item of a list that is there, under the name that decisions call it by. */
  item(index: number, name?: string, shape: Shape = 'object'): Place {
    const value = isList(this.value) ? this.value[index] : undefined
    return new Place(this, String(index), `[${name ?? index}]`, value, shape)
  }

  /** Whether nothing can be added here, because the user wrote something else than an object or a list. */
  get isBlocked(): boolean {
    if (this.isMissing) return this.#parent?.isBlocked === true
    return this.#shape === 'list' ? !isList(this.value) : !isObject(this.value)
  }

  /** What decisions call the place that blocks this one: itself, or what it would lie in. */
  get blockedKey(): string {
    return this.isMissing && this.#parent !== undefined ? this.#parent.blockedKey : this.key
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
  add(field: string, value: WrittenValue, exists = false): void {
    if (this.isMissing) this.#addPending([writeKey(field).quoted, value.text])
    else if (exists) this.#operate(exists, this.#pathText, writeKey(field).segment, value.text)
    else this.#addWritten(endingOf(value, field))
  }

  /** Adds an item to the end of the list. */
  append({ text }: WrittenValue): void {
    if (this.isMissing) this.#addPending(['', text])
    else this.#operate(false, this.#pathText, '-', text)
  }

  /** The patch of everything that was added under this root, as JSON text; `''` where nothing was. */
  toPatch(): string {
    const patch = this.#patch
    for (const place of patch.missing.splice(0)) place.#operateWhole()
    return patch.text === '' ? '' : `${patch.text}]`
  }

  #child(name: string, label: string | undefined, shape: Shape): Place {
    const known = this.#children?.find((child) => child.#name === name)
    if (known !== undefined) return known

    const value = isObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined
    const child = new Place(this, name, label, value, shape)
    this.#children ??= []
    this.#children.push(child)
    return child
  }

  get #pathText(): string {
    this.#path ??= this.#parent === undefined ? '' : `${this.#parent.#pathText}/${escapeSegment(this.#name)}`
    return this.#path
  }

  get #fullLabel(): string {
    return this.#parent === undefined ? '' : `${this.#parent.#fullLabel}${this.#label ?? `.${this.#name}`}`
  }

  #addPending(addition: readonly [field: string, entry: Entry]): void {
    if (this.#pending === NOTHING && this.#parent !== undefined) this.#parent.#adopt(this)
    this.#pending = [...this.#pending, addition]
  }

  #adopt(child: Place): void {
    if (this.isMissing) this.#addPending([quote(child.#name), child])
    else this.#patch.missing.push(child)
  }

  /** Adds a missing place with all that was gathered for it. */
  #operateWhole(): void {
    const path = this.#pathText
    this.#operate(
      this.value === null,
      path.slice(0, path.lastIndexOf('/')),
      escapeSegment(this.#name),
      this.#pendingText(),
    )
  }

  /** The way of nearly all operations: two halves that were written before. */
  #addWritten(ending: string): void {
    const patch = this.#patch
    // Joined, so that it is one piece of text and not a tree of them.
    this.#beginning ??= ['{"op":"add","path":"', this.#pathText, '/'].join('')
    patch.text += patch.text === '' ? '[' : ','
    patch.text += this.#beginning
    patch.text += ending
  }

  #operate(exists: boolean, parentPath: string, segment: string, value: string): void {
    const patch = this.#patch
    patch.text += `${patch.text === '' ? '[' : ','}{"op":"${exists ? 'replace' : 'add'}","path":"${parentPath}/${segment}","value":${value}}`
  }

  #pendingText(): string {
    const texts = this.#pending.map(([field, entry]) => {
      const text = typeof entry === 'string' ? entry : entry.#pendingText()
      return this.#shape === 'list' ? text : `${field}:${text}`
    })
    return this.#shape === 'list' ? `[${texts.join(',')}]` : `{${texts.join(',')}}`
  }
}

function endingOf(value: WrittenValue, field: string): string {
  if (value.ending?.field !== field)
    value.ending = { field, text: [writeKey(field).segment, '","value":', value.text, '}'].join('') }
  return value.ending.text
}

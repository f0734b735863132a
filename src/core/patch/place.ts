import type { Json } from '../json.ts'
import { isList, isObject } from '../json.ts'
import { MAX_OBJECT_BYTES } from '../size.ts'
import { PathText } from './path-text.ts'
import { quote, writeKey } from './pointer.ts'

type Shape = 'object' | 'list'

/** What goes into a missing place: a field or an item as JSON text, or a missing object or list that is still being filled. */
type Addition = string | Place

/** A value as JSON text in ASCII, written once and added to many objects. */
export interface WrittenValue {
  readonly text: string
  /** How an operation ends that adds it as a field, from the field's name on; remembered when it is first made. */
  ending?: { readonly field: string; readonly text: string } | undefined
}

/**
 * So many characters of values never fit into an object that Argo takes, whatever they take the place of: in ASCII, what is a byte
 * of UTF-8 is three characters at most.
 */
const MAX_ADDED = 3 * MAX_OBJECT_BYTES

/** Thrown where more is added than fits into any object: there may be no end to it, and memory has one. */
export class Overgrown extends Error {
  override readonly name = 'Overgrown'
}

/** Nothing was added yet; whoever adds makes a list of its own. */
const NOTHING: Addition[] = []

/** With more children than that, a place finds them by a map. */
const MANY_CHILDREN = 32

/** Values that go to one place together, joined once and added to many objects. */
export interface WrittenFields {
  readonly fields: readonly (readonly [field: string, value: WrittenValue])[]
  /** All of them as fields of a missing object. */
  readonly text: string
  /** All of them as operations on an object that is there; remembered for the place that they last went to. */
  operations?: { readonly beginning: string; readonly text: string } | undefined
}

/**
 * A patch is cut where it is longer than that. What V8 has to make one string of 128 KiB or more gets a place of its own, among old
 * objects soon after, and filling that place with garbage costs more than deciding.
 */
const PIECE_LENGTH = 16 * 1024

/** The patch of a whole object as it grows. A string that is added to costs least, by far. */
interface Patch {
  /** What has been cut off, from the bracket before the operations on. */
  readonly pieces: string[]
  /** The operations since then. */
  text: string
  /** The topmost missing places, which become one operation each. */
  readonly missing: Place[]
  /** How many characters of values were added. */
  added: number
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
  /** The place's own name in its parent, or its index. */
  readonly #name: string | number
  /** What the place is called in a decision's key, where that is not its name: an item's own name, or nothing (R3.4). */
  readonly #label: string | undefined
  readonly #shape: Shape
  readonly #patch: Patch
  /** What was added to a missing object or list, in the order in which it came. */
  #pending = NOTHING
  #path: PathText | undefined
  /** The children that were asked for, each with the next: mostly there are one or two. */
  #firstChild: Place | undefined
  #nextChild: Place | undefined
  /** All of them by their names, where they are many. */
  #childrenByName: Map<string, Place> | undefined

  private constructor(
    parent: Place | undefined,
    name: string | number,
    label: string | undefined,
    value: Json | undefined,
    shape: Shape,
  ) {
    this.#parent = parent
    this.#name = name
    this.#label = label
    this.value = value
    this.#shape = shape
    this.#patch = parent === undefined ? { pieces: [], text: '', missing: [], added: 0 } : parent.#patch
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
    return new Place(this, index, name, value, shape)
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
    return JSON.parse(`"${this.#pathText().text}"`) as string
  }

  /** Where a field of the place is, or the new item at the end of a list: a JSON Pointer. */
  pathOf(field: string): string {
    const last = this.#shape === 'list' ? '-' : field.replaceAll('~', '~0').replaceAll('/', '~1')
    return `${this.path}/${last}`
  }

  /** What decisions and the skip annotation call the place, without a dot at the front (R3.4). */
  get key(): string {
    return this.#fullLabel().replace(/^\./u, '')
  }

  /**
   * Adds a field to the object, or takes the place of a `null` or an empty one that is there.
   * @throws {Overgrown} as all that add, where too much has been added
   */
  add(field: string, value: WrittenValue, exists = false): void {
    this.#count(value)
    if (this.isMissing) this.#addPending(fieldText(field, value))
    else this.#addWritten(exists ? this.#pathText().replacing : this.#pathText().adding, endingOf(value, field))
  }

  /** Adds fields to the object, of which it has none. */
  addAll(written: WrittenFields): void {
    this.#count(written)
    if (this.isMissing) this.#addPending(written.text)
    else this.#write(this.#operationsOf(written))
  }

  /** Adds an item to the end of the list. */
  append(value: WrittenValue): void {
    this.#count(value)
    if (this.isMissing) this.#addPending(value.text)
    else this.#operate(false, this.#pathText().text, '-', value.text)
  }

  /** Puts values in place of one item of the list, and takes others out. The indexes are in their order. */
  spread(indexes: readonly number[], values: readonly WrittenValue[]): void {
    for (const value of values) this.#count(value)
    const [index = 0, ...others] = indexes
    for (const other of others.toReversed()) this.#remove(other)

    const [first, ...rest] = values
    if (first === undefined) this.#remove(index)
    else this.#operate(true, this.#pathText().text, String(index), first.text)
    for (const [offset, { text }] of rest.entries())
      this.#operate(false, this.#pathText().text, String(index + offset + 1), text)
  }

  /** The patch of everything that was added under this root, as JSON text in pieces; none where nothing was. */
  toPatch(): readonly string[] {
    const patch = this.#patch
    for (const place of patch.missing.splice(0)) place.#operateWhole()
    return patch.text === '' ? [] : [...patch.pieces, `${patch.text}]`]
  }

  #count({ text }: WrittenValue | WrittenFields): void {
    this.#patch.added += text.length
    if (this.#patch.added > MAX_ADDED) throw new Overgrown('expected defaults that an object has room for')
  }

  #child(name: string, label: string | undefined, shape: Shape): Place {
    const known = this.#findChild(name)
    if (known !== undefined) return known

    const value = isObject(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : undefined
    const child = new Place(this, name, label, value, shape)
    child.#nextChild = this.#firstChild
    this.#firstChild = child
    this.#childrenByName?.set(name, child)
    return child
  }

  /** A few are looked through; of a map with thousands of keys, such as the hooks of a task, that would take seconds. */
  #findChild(name: string): Place | undefined {
    if (this.#childrenByName !== undefined) return this.#childrenByName.get(name)

    let count = 0
    for (let known = this.#firstChild; known !== undefined; known = known.#nextChild) {
      if (known.#name === name) return known
      count += 1
    }
    if (count > MANY_CHILDREN) this.#childrenByName = this.#indexChildren()
    return undefined
  }

  #indexChildren(): Map<string, Place> {
    const children = new Map<string, Place>()
    for (let child = this.#firstChild; child !== undefined; child = child.#nextChild)
      children.set(String(child.#name), child)
    return children
  }

  #pathText(): PathText {
    this.#path ??= this.#findPath()
    return this.#path
  }

  #findPath(): PathText {
    if (this.#parent === undefined) return PathText.root()
    const parent = this.#parent.#pathText()
    return typeof this.#name === 'number' ? parent.item(this.#name) : parent.field(writeKey(this.#name).segment)
  }

  #fullLabel(): string {
    if (this.#parent === undefined) return ''
    const label = typeof this.#name === 'number' ? `[${this.#label ?? this.#name}]` : (this.#label ?? `.${this.#name}`)
    return `${this.#parent.#fullLabel()}${label}`
  }

  #addPending(addition: Addition): void {
    if (this.#pending === NOTHING) {
      this.#pending = []
      if (this.#parent !== undefined) this.#parent.#adopt(this)
    }
    this.#pending.push(addition)
  }

  #adopt(child: Place): void {
    if (this.isMissing) this.#addPending(child)
    else this.#patch.missing.push(child)
  }

  /** Adds a missing place with all that was gathered for it. */
  #operateWhole(): void {
    const path = this.#pathText().text
    const end = path.lastIndexOf('/')
    this.#operate(this.value === null, path.slice(0, end), path.slice(end + 1), this.#pendingText())
  }

  /** The way of nearly all operations: two halves that were written before. */
  #addWritten(beginning: string, ending: string): void {
    this.#write(beginning)
    this.#patch.text += ending
  }

  /** Writes operations, of which each has a comma before it. */
  #write(text: string): void {
    const patch = this.#patch
    if (patch.text === '') {
      patch.text = `[${text.slice(1)}`
      return
    }
    if (patch.text.length < PIECE_LENGTH) {
      patch.text += text
      return
    }
    patch.pieces.push(patch.text)
    patch.text = text
  }

  #operationsOf(written: WrittenFields): string {
    const beginning = this.#pathText().adding
    if (written.operations?.beginning !== beginning) {
      const texts = written.fields.map(([field, value]) => `${beginning}${endingOf(value, field)}`)
      written.operations = { beginning, text: texts.join('') }
    }
    return written.operations.text
  }

  #remove(index: number): void {
    this.#write(`,{"op":"remove","path":"${this.#pathText().text}/${index}"}`)
  }

  #operate(exists: boolean, parentPath: string, segment: string, value: string): void {
    this.#write(`,{"op":"${exists ? 'replace' : 'add'}","path":"${parentPath}/${segment}","value":${value}}`)
  }

  #pendingText(): string {
    const texts = this.#pending.map((addition) =>
      typeof addition === 'string' ? addition : `${quote(String(addition.#name))}:${addition.#pendingText()}`,
    )
    return this.#shape === 'list' ? `[${texts.join(',')}]` : `{${texts.join(',')}}`
  }
}

/** Joins values that go to one place together. */
export function joinFields(fields: WrittenFields['fields']): WrittenFields {
  return { fields, text: fields.map(([field, value]) => fieldText(field, value)).join(','), operations: undefined }
}

function fieldText(field: string, { text }: WrittenValue): string {
  return `${writeKey(field).quoted}:${text}`
}

function endingOf(value: WrittenValue, field: string): string {
  if (value.ending?.field !== field)
    value.ending = { field, text: [writeKey(field).segment, '","value":', value.text, '}'].join('') }
  return value.ending.text
}

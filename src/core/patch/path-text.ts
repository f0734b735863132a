/** So many paths are remembered, some 300 bytes each, before all of them are forgotten: in other objects they may be anything. */
const MAX_REMEMBERED = 8192

/**
 * The path of a place as operations write it. It is made once and remembered with those below it, as most objects have their places
 * at the same paths.
 */
export class PathText {
  static #root = new PathText('')
  static #remembered = 0

  /** A JSON Pointer (RFC 6901), escaped to stand inside JSON text. */
  readonly text: string
  /** How an operation begins that adds something here, with the comma before it, as far as the last segment. */
  readonly adding: string
  #replacing: string | undefined
  #fields: Map<string, PathText> | undefined
  #items: PathText[] | undefined

  private constructor(...parts: readonly string[]) {
    // What is joined is one piece of memory, and quickly copied; what is added up is many.
    this.text = parts.join('')
    this.adding = [',{"op":"add","path":"', ...parts, '/'].join('')
  }

  /** The path of a whole object. */
  static root(): PathText {
    return PathText.#root
  }

  /** How an operation begins that takes the place of something here. */
  get replacing(): string {
    this.#replacing ??= [',{"op":"replace","path":"', this.text, '/'].join('')
    return this.#replacing
  }

  /** The path of what lies under a field, whose name comes as a segment of a JSON Pointer. */
  field(segment: string): PathText {
    const known = this.#fields?.get(segment)
    if (known !== undefined) return known

    const made = this.#below(segment)
    this.#fields ??= new Map()
    this.#fields.set(segment, made)
    return made
  }

  /** The path of an item of a list. */
  item(index: number): PathText {
    const known = this.#items?.[index]
    if (known !== undefined) return known

    const made = this.#below(String(index))
    this.#items ??= []
    this.#items[index] = made
    return made
  }

  #below(segment: string): PathText {
    PathText.#remembered += 1
    if (PathText.#remembered > MAX_REMEMBERED) {
      PathText.#root = new PathText('')
      PathText.#remembered = 0
    }
    return new PathText(this.text, '/', segment)
  }
}

import { fnv1a } from '../hash.ts'

/** The longest name of a volume, with room for a number behind it. */
const LONGEST_NAME = 60
/** A dash and eight digits. */
const HASH_LENGTH = 9

/** Names volumes, each another way. */
export class NameGiver {
  readonly #taken = new Set<string>(['podinfo'])

  /** The name with nothing in it but lower-case letters and digits, and a number behind it where it is taken (R4). */
  strip(name: string): string {
    return this.#takeFree(name.replaceAll(/[^a-z0-9]/gu, '').slice(0, LONGEST_NAME))
  }

  /** The prefix and an object's name, in what a volume's name may be: letters, digits and dashes. */
  prefix(prefix: string, name: string): string {
    const full = `${prefix}-${name.replaceAll('.', '-')}`
    return this.#takeFree(
      full.length > LONGEST_NAME ? `${full.slice(0, LONGEST_NAME - HASH_LENGTH)}-${fnv1a(name)}` : full,
    )
  }

  #takeFree(name: string): string {
    const free = this.#taken.has(name) ? this.#findFree(name) : name
    this.#taken.add(free)
    return free
  }

  #findFree(name: string): string {
    let number = 2
    while (this.#taken.has(`${name}${number}`)) number += 1
    return `${name}${number}`
  }
}

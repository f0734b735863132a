/** Remembers what was made for a text, and forgets what was asked for longest ago when there is too much of it. */
export class Recent<Value> {
  readonly #most: number
  readonly #values = new Map<string, Value>()

  /** @param most how many values it remembers */
  constructor(most: number) {
    this.#most = most
  }

  /** The value for a key, remembered or made. */
  get(key: string, make: () => Value): Value {
    const known = this.#values.get(key)
    if (known !== undefined) this.#values.delete(key)
    else if (this.#values.size >= this.#most) this.#forgetOldest()

    const value = known ?? make()
    this.#values.set(key, value)
    return value
  }

  #forgetOldest(): void {
    const [oldest = ''] = this.#values.keys()
    this.#values.delete(oldest)
  }
}

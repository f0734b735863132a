/** What is wrong with a document, and where in its text. */
export class YamlFault extends Error {
  /** Counted from 0, in UTF-16 units. */
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.name = 'YamlFault'
    this.offset = offset
  }
}

/** What was read, or what is made of the fault that came instead. */
export function readOr<Value>(read: () => Value, explain: (fault: YamlFault) => Value): Value {
  try {
    return read()
  } catch (error) {
    if (error instanceof YamlFault) return explain(error)
    throw error
  }
}

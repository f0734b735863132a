/** Where lines go: one text for as many as there are. */
export interface Lines {
  readonly write: (text: string) => unknown
}

/** Lines that are written together, and `flush`, which writes what is gathered now. */
export interface GatheredLines {
  readonly write: (line: string) => void
  readonly flush: () => void
}

/** Gathers the lines of a short while: under load, a system call a line costs more than the line. */
export function gatherLines(to: Lines, forMs: number): GatheredLines {
  let gathered: string[] = []
  let timer: NodeJS.Timeout | undefined

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    const text = gathered.join('')
    gathered = []
    if (text !== '') to.write(text)
  }
  const write = (line: string): void => {
    gathered.push(line)
    timer ??= setTimeout(flush, forMs)
  }
  return { write, flush }
}

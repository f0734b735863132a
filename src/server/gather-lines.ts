/** Lines that are written together. */
export interface GatheredLines {
  readonly write: (line: string) => void
  /** Takes what is gathered, which is then not written any more. */
  readonly take: () => string
}

/**
 * Gathers the lines of a short while, and then writes them as one text: under load, a system call a line costs more than the
 * line.
 */
export function gatherLines(forMs: number, writeText: (text: string) => void): GatheredLines {
  let gathered: string[] = []
  let timer: NodeJS.Timeout | undefined

  const take = (): string => {
    clearTimeout(timer)
    timer = undefined
    const text = gathered.join('')
    gathered = []
    return text
  }
  const write = (line: string): void => {
    gathered.push(line)
    timer ??= setTimeout(() => writeText(take()), forMs)
  }
  return { write, take }
}

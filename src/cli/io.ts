/** What the program meets outside itself; `process` is one, and tests hand in their own. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Somewhere to print to. */
export interface Output {
  write(text: string): unknown
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
  readonly isTTY?: boolean
}

/** Exit codes (I1). */
export const EXIT = { ok: 0, fault: 1, usage: 2 } as const

/** Says on standard error what is wrong, what deserves a second look, or what may surprise. */
export function say({ stderr }: Io, kind: 'error' | 'warning' | 'note', message: string): void {
  stderr.write(`${kind}: ${message}\n`)
}

/** A reader that has seen enough, as `head` has, is no fault: what is written after that is lost without a word. */
export function tolerateClosedPipe(output: Output): void {
  output.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
  })
}

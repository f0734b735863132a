import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** Files whose content may change, what it means, and who hears of a change. */
export interface Followed<Value> {
  readonly files: readonly string[]
  /** Turns the contents, in the order of the files, into a value; throws where they are at fault. */
  readonly parse: (contents: readonly string[]) => Value | Promise<Value>
  readonly onChange: (value: Value) => void
  /** Told once of each content that is at fault. The last good value stays. */
  readonly onFault: (fault: unknown) => void
  readonly intervalMs: number
  readonly signal: AbortSignal
}

/**
 * Reads files now, and again whenever their content changes until the signal stops it. It compares contents, so that it
 * misses no kind of change: in place, by rename, or by the swap of a symbolic link as Kubernetes does it.
 * @returns the value now
 * @throws what `parse` throws for it, or why a file cannot be read
 */
export async function followFiles<Value>(followed: Followed<Value>): Promise<Value> {
  const contents = await readAll(followed.files)
  const value = await followed.parse(contents)
  void poll(followed, fingerprint(contents))
  return value
}

/** A change counts when two readings in a row agree: then nobody is in the middle of writing it. */
async function poll<Value>(followed: Followed<Value>, known: string): Promise<void> {
  let [current, last] = [known, known]
  while (await pause(followed)) {
    const reading = await read(followed.files)
    if (reading.fingerprint === last && last !== current) {
      current = last
      await report(followed, reading)
    }
    last = reading.fingerprint
  }
}

/** Whether to go on. The timer keeps no process alive. */
async function pause({ intervalMs, signal }: Pick<Followed<never>, 'intervalMs' | 'signal'>): Promise<boolean> {
  return delay(intervalMs, true, { signal, ref: false }).catch(() => false)
}

interface Reading {
  readonly fingerprint: string
  /** Throws where a file could not be read. */
  readonly contents: () => readonly string[]
}

async function read(files: readonly string[]): Promise<Reading> {
  try {
    const contents = await readAll(files)
    return { fingerprint: fingerprint(contents), contents: () => contents }
  } catch (fault) {
    return {
      fingerprint: String(fault),
      contents: () => {
        throw fault
      },
    }
  }
}

async function report<Value>({ parse, onChange, onFault }: Followed<Value>, { contents }: Reading): Promise<void> {
  try {
    onChange(await parse(contents()))
  } catch (fault) {
    onFault(fault)
  }
}

async function readAll(files: readonly string[]): Promise<readonly string[]> {
  return Promise.all(files.map(async (file) => readFile(file, 'utf8')))
}

function fingerprint(contents: readonly string[]): string {
  return JSON.stringify(contents)
}

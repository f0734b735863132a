import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepChild } from './keep-child.ts'
import { until } from './until.ts'

/** How to start one part of the control plane. */
export interface PartSpec {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Where its log goes, as `NAME.log`. */
  readonly folder: string
  /** Says whether it is ready; what it throws counts as not yet. */
  readonly isReady: () => Promise<boolean>
}

/** A part that runs. */
export interface Part {
  readonly name: string
  readonly pid: number
  /** Resolves when it has ended, with the words for how. */
  readonly ended: Promise<string>
  /** The end of its log. */
  tail: () => string
  /** Ends it, by SIGTERM and, where that does nothing, by SIGKILL; resolves when it is gone. */
  stop: () => Promise<void>
}

const STOP_TIMEOUT_MS = 10_000
const READY_TIMEOUT_MS = 60_000
const TAIL_LINES = 25

/**
 * Starts a part and waits until it is ready.
 * @throws {Error} with the end of its log where it ends first, or is not ready in time
 */
export async function startPart(spec: PartSpec): Promise<Part> {
  const part = launch(spec)
  const over = new AbortController()
  try {
    const waiting = { timeoutMs: READY_TIMEOUT_MS, signal: over.signal }
    await Promise.race([
      until(`${part.name} is ready`, spec.isReady, waiting),
      part.ended.then((how) => Promise.reject(new Error(`${part.name} ${how} before it was ready`))),
    ])
    return part
  } catch (error) {
    await part.stop()
    throw new Error(`${describe(error)}; the end of its log:\n${part.tail()}`, { cause: error })
  } finally {
    over.abort()
  }
}

/** In a process group of its own, so that Ctrl-C reaches only who started it, who then stops the parts in their order. */
function launch({ name, command, args, env = process.env, folder }: PartSpec): Part {
  const logFile = join(folder, `${name}.log`)
  const log = openSync(logFile, 'a')
  const child = spawn(command, args, { env, stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  keepChild(child)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`did not start (${error.message})`))
    child.once('exit', (code, signal) => resolve(signal === null ? `ended with ${code}` : `was ended by ${signal}`))
  })
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    tail: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n'),
    stop: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      child.kill('SIGTERM')
      await ended
      clearTimeout(timer)
    },
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import type { Line } from './collect-log.ts'
import { until } from './until.ts'

/** `wf-defaults serve` in a process of its own. */
export interface Serving {
  readonly process: ChildProcess
  /** What it has logged. */
  readonly lines: readonly Line[]
  /** What it has printed on standard error. */
  readonly printed: () => string
  /** Where its listeners are, when they are. */
  readonly places: () => Promise<Readonly<Record<string, string>>>
  /** The CA of the certificate that it made. */
  readonly authority: () => string
  /** The exit code, or the signal that killed it, when all that it said has been read. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

const LISTENERS = 2

/** Runs `wf-defaults serve` on free ports, without the debug listener unless the flags say so. */
export function runServe(t: Test, ...flags: readonly string[]): Serving {
  const ports = ['--address=127.0.0.1', '--port=0', '--ops-address=127.0.0.1', '--ops-port=0', '--debug-port=0']
  const child = spawn(process.execPath, ['src/main.ts', 'serve', ...ports, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.teardown(() => child.kill('SIGKILL'))

  const lines: Line[] = []
  createInterface(child.stdout).on('line', (line) => void lines.push(JSON.parse(line) as Line))
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })

  return {
    process: child,
    lines,
    printed: () => printed,
    places: async () => {
      const found = await until('it listens', () => {
        const listening = lines.filter(({ msg }) => msg === 'listening')
        return listening.length >= LISTENERS && listening
      })
      return Object.fromEntries(found.map(({ listener, address }) => [String(listener), String(address)]))
    },
    authority: () => Buffer.from(String(lines.find((line) => 'caBundle' in line)?.['caBundle']), 'base64').toString(),
    ended: once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null),
  }
}

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { NodeSettings } from './bundle.ts'
import { startChild, stopChild } from './children.ts'
import type { KeyPairFiles } from './key-pair.ts'
import type { Review } from './reviews.ts'

export const SERVER_NAMES = ['bare', 'usual', 'wf-defaults'] as const
export type ServerName = (typeof SERVER_NAMES)[number]

/** A server in a process of its own. */
export interface RunningServer {
  readonly name: ServerName
  readonly pid: number
  readonly port: number
  readonly ca: string
  /** How long the answer to a review has to be, once it was checked: the uid apart, it never changes. */
  readonly answerLengths: Map<Review, number>
  /** How many reviews it was sent. */
  readonly asked: { count: number }
  /** Ends it, and tells how many lines it has printed. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<number>
}

/** What is needed to start the servers. */
export interface Workplace {
  /** A folder for files of the run. */
  readonly folder: string
  readonly pair: KeyPairFiles
  /** The bundle's entry. */
  readonly main: string
  /** How the image runs Node; the servers that are compared are run alike. */
  readonly node: NodeSettings
}

const COMPARED = {
  bare: fileURLToPath(import.meta.resolve('./servers/bare.ts')),
  usual: fileURLToPath(import.meta.resolve('./servers/usual.ts')),
}
const LOOPBACK = '127.0.0.1'
const START_PATIENCE_MS = 10_000
const DRAIN_PATIENCE_MS = 60_000

/** Starts a server, and waits until it listens. The flags are the profiler's. */
export async function startServer(
  name: ServerName,
  workplace: Workplace,
  flags: readonly string[] = [],
): Promise<RunningServer> {
  const server = await spawnServer(name, workplace, flags)
  await waitUntilListening(server)
  return server
}

/** Starts a server without waiting for anything. */
export async function spawnServer(
  name: ServerName,
  workplace: Workplace,
  flags: readonly string[] = [],
): Promise<RunningServer> {
  const [port, opsPort] = await findFreePorts()
  const log = join(workplace.folder, `${name}-${port}.log`)
  const drain = startDrain(log)
  const args =
    name === 'wf-defaults' ? productArguments(workplace, port, opsPort) : comparedArguments(name, workplace, port)
  const child = startChild(process.execPath, [...workplace.node.flags, ...flags, ...args], {
    env: workplace.node.environment,
    stdio: ['ignore', drain.stdin, drain.stdin],
  })
  child.once('exit', (code) => {
    if (code !== null && code !== 0) void readCount(drain).then(() => sayFault(name, code, log))
  })
  return {
    name,
    pid: child.pid ?? 0,
    port,
    ca: workplace.pair.ca,
    answerLengths: new Map(),
    asked: { count: 0 },
    stop: async (signal = 'SIGKILL') => {
      await stopChild(child, signal, DRAIN_PATIENCE_MS)
      return readCount(drain)
    },
  }
}

/** Where the patches lie that the bare server answers, by the number of templates. */
export function writePatches({ folder }: Workplace, patches: Readonly<Record<number, string>>): void {
  writeFileSync(join(folder, 'patches.json'), JSON.stringify(patches))
}

function productArguments({ main, pair }: Workplace, port: number, opsPort: number): readonly string[] {
  const admission = ['--address', LOOPBACK, '--port', `${port}`]
  const operations = ['--ops-address', LOOPBACK, '--ops-port', `${opsPort}`, '--debug-port', '0']
  const files = ['--tls-cert-file', pair.certificateFile, '--tls-private-key-file', pair.keyFile]
  return [main, 'serve', ...admission, ...operations, ...files]
}

function comparedArguments(name: 'bare' | 'usual', { pair, folder }: Workplace, port: number): readonly string[] {
  return [COMPARED[name], `${port}`, pair.certificateFile, pair.keyFile, join(folder, 'patches.json')]
}

/**
 * Reads what a server prints, as the container runtime would, in a process of its own: it keeps the start for whoever looks
 * for a fault, and counts the lines.
 */
function startDrain(log: string): ChildProcess {
  return startChild('sh', ['-c', 'head -c 65536 > "$0"; cat "$0" - | wc -l', log], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
}

async function readCount(drain: ChildProcess): Promise<number> {
  let text = ''
  drain.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  drain.stdin?.destroy()
  await once(drain, 'close')
  return Number(text)
}

function sayFault(name: ServerName, code: number, log: string): void {
  process.stderr.write(`${name} ended with code ${code}; the log's start:\n${readFileSync(log, 'utf8')}\n`)
}

/** Two ports that nobody listens at now. */
async function findFreePorts(): Promise<readonly [number, number]> {
  const [a, b] = [createServer().listen(0, LOOPBACK), createServer().listen(0, LOOPBACK)]
  await Promise.all([once(a, 'listening'), once(b, 'listening')])
  const ports = [(a.address() as AddressInfo).port, (b.address() as AddressInfo).port] as const
  await Promise.all([once(a.close(), 'close'), once(b.close(), 'close')])
  return ports
}

async function waitUntilListening({ name, port }: RunningServer): Promise<void> {
  const end = performance.now() + START_PATIENCE_MS
  while (!(await isListening(port))) {
    if (performance.now() > end) throw new Error(`${name} did not listen within ${START_PATIENCE_MS} ms`)
    await setTimeout(5)
  }
}

/** Whether somebody listens at the port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port })
    const settle = (is: boolean): void => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}

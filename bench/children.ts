import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const running = new Set<ChildProcess>()

/** Starts a process that does not outlive this one. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options)
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** Ends a process and waits until it is gone; one that does not end in time is killed. */
export async function stopChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL', patienceMs = 5000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await exited
  clearTimeout(timer)
}

/** Ends every process that was started here, each by its own id. */
export function killChildren(): void {
  for (const child of running) child.kill('SIGKILL')
}

import type { ChildProcess } from 'node:child_process'

const living = new Set<ChildProcess>()

process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/** Sees to it that a child does not outlive this process, however that ends. */
export function keepChild(child: ChildProcess): void {
  living.add(child)
  child.once('close', () => living.delete(child))
}

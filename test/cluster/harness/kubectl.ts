import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs kubectl with these arguments, and with `input` for `-f -`. */
export type Kubectl = (args: readonly string[], input?: string | object) => Promise<Ran>

/** kubectl as the user of a kubeconfig. It is never a fault here when kubectl fails. */
export function createKubectl(command: string, kubeconfig: string): Kubectl {
  return async (args, input = '') => {
    const child = spawn(command, [`--kubeconfig=${kubeconfig}`, ...args])
    const closed = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    child.stdin.on('error', () => undefined).end(typeof input === 'string' ? input : JSON.stringify(input))
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
    return { code, stdout, stderr }
  }
}

/** Runs kubectl, and returns what it printed. @throws {Error} with what it said where it fails */
export async function expectKubectl(
  kubectl: Kubectl,
  args: readonly string[],
  input?: string | object,
): Promise<string> {
  const { code, stdout, stderr } = await kubectl(args, input)
  if (code === 0) return stdout
  throw new Error(`kubectl ${args.join(' ')} ended with ${code}: ${stderr.trim()}`)
}

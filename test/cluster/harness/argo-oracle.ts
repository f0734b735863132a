import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Json } from '../../../src/core/json.ts'

/** Objects to ask about, and the WorkflowTemplates and ClusterWorkflowTemplates that they may refer to. */
export interface Batch {
  readonly objects: readonly Json[]
  readonly library?: readonly Json[]
}

/** What Argo itself makes of an object. */
export interface Answer {
  /** Why the controller would refuse to run it; empty where it would not. */
  readonly run: string
  /** What `argo lint --offline --strict` would say against it; empty where all is well. */
  readonly lint: string
  /** The object as a Go client would send it; `null` where Argo's types cannot hold it. */
  readonly client: Json
}

/** Argo's validator and types, in a process of their own. */
export interface Oracle {
  /** Asks about objects; the answers are in their order. */
  readonly ask: (batch: Batch) => Promise<readonly Answer[]>
  readonly close: () => Promise<void>
}

/** Starts the program under `go/argo-oracle`. */
export function openOracle(command: string): Oracle {
  const child = spawn(command, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    ask: async ({ objects, library = [] }) => {
      child.stdin.write(`${JSON.stringify({ objects, library })}\n`)
      const { value, done } = await lines.next()
      if (done === true) throw new Error('argo-oracle ended before it answered')
      return JSON.parse(value) as readonly Answer[]
    },
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}

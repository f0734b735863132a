import { setTimeout as sleep } from 'node:timers/promises'

const PAUSE_MS = 50

/**
 * Asks until the answer is something other than `undefined` or `false`, and returns it. What is thrown counts as not yet.
 * @throws {Error} when the time is over: what was waited for, with the last fault as its cause; and at the signal
 */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined | false> | Answer | undefined | false,
  { timeoutMs = 30_000, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const { answer, fault } = await attempt(ask)
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs / 1000} s`, { cause: fault })
    await sleep(PAUSE_MS, undefined, { signal })
  }
}

async function attempt<Answer>(
  ask: () => Promise<Answer> | Answer,
): Promise<{ readonly answer?: Answer; readonly fault?: unknown }> {
  try {
    return { answer: await ask() }
  } catch (fault) {
    return { fault }
  }
}

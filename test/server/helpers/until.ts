import { setTimeout as delay } from 'node:timers/promises'

const PATIENCE_MS = 20_000

/** Waits until something holds, and gives it; fails when it has not come to hold in 20 seconds. */
export async function until<Value>(
  what: string,
  find: () => Value | Promise<Value>,
): Promise<Exclude<Value, undefined | false | null>> {
  const end = performance.now() + PATIENCE_MS
  while (performance.now() < end) {
    const found = await find()
    if (found !== undefined && found !== null && found !== false)
      return found as Exclude<Value, undefined | false | null>
    await delay(5)
  }
  throw new Error(`waited in vain until ${what}`)
}

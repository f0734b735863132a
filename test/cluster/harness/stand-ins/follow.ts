import { setTimeout as sleep } from 'node:timers/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import { Watch } from '@kubernetes/client-node'

/** A collection of objects, and who takes each. */
export interface Followed {
  readonly path: string
  readonly labelSelector?: string
  /** Gets an object when it is there, and whenever it changes. */
  readonly take: (object: unknown) => void
}

// The other events are of what is gone, and of faults, after which the watch ends.
const CHANGES: ReadonlySet<string> = new Set(['ADDED', 'MODIFIED'])
const PAUSE_MS = 250

/**
 * Hands out the objects of a collection until the signal. A watch that ends is opened anew, and then hands out all objects
 * once more.
 */
export async function follow(config: KubeConfig, followed: Followed, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await watchOnce(config, followed, signal)
    // The pause keeps an API server that is gone from being asked without end.
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Without a resourceVersion a watch begins with all objects that are there. */
function watchOnce(config: KubeConfig, { path, labelSelector, take }: Followed, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const opened = new Watch(config).watch(
      path,
      { labelSelector },
      (type, object) => CHANGES.has(type) && take(object),
      () => resolve(),
    )
    const close = (): void => void opened.then((controller) => controller.abort())
    if (signal.aborted) close()
    signal.addEventListener('abort', close, { once: true })
  })
}

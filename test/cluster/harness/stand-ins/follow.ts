import { setTimeout as sleep } from 'node:timers/promises'
import type { KubeConfig, KubernetesObject } from '@kubernetes/client-node'
import { Watch } from '@kubernetes/client-node'

const PAUSE_MS = 250

/**
 * Hands each object of a collection to `take`, when it is there and whenever it changes, until the signal. A watch that ends
 * is opened anew, and then hands out all objects once more.
 */
export async function follow<Kind extends KubernetesObject>(
  config: KubeConfig,
  path: string,
  labelSelector: string | undefined,
  take: (object: Kind) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await watchOnce(config, path, labelSelector, take, signal)
    // The pause keeps an API server that is gone from being asked without end.
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Without a resourceVersion a watch begins with all objects that are there. */
function watchOnce<Kind extends KubernetesObject>(
  config: KubeConfig,
  path: string,
  labelSelector: string | undefined,
  take: (object: Kind) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const onEvent = (type: string, object: Kind): void => {
      if (type === 'ADDED' || type === 'MODIFIED') take(object)
    }
    const opened = new Watch(config).watch(path, { labelSelector }, onEvent, () => resolve())
    const close = (): void => void opened.then((controller) => controller.abort())
    if (signal.aborted) close()
    signal.addEventListener('abort', close, { once: true })
  })
}

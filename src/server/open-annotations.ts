import type { LayAnnotations } from '../core/settings/lay-annotations.ts'
import type { Awaited } from './decide-when-known.ts'

/** What reads annotations, as one request sees it. Until it is loaded it reads nothing, and there is something to wait for. */
export interface RequestAnnotations extends Awaited {
  readonly lay: LayAnnotations
}

/** Gives what reads annotations at the moment of a request. */
export type AnnotationsSource = () => RequestAnnotations

/**
 * Makes what reads annotations. The schema and the YAML parser that it takes are loaded for the first request that needs them:
 * most do without, and neither the start nor the memory of a server should have to pay for them.
 */
export function openAnnotations(load: () => Promise<LayAnnotations> = loadReader): AnnotationsSource {
  let loaded: RequestAnnotations | undefined
  let loading: Promise<void> | undefined
  const take = async (): Promise<void> => {
    try {
      loaded = { lay: await load(), pending: () => undefined }
    } finally {
      loading = undefined
    }
  }

  return () => {
    if (loaded !== undefined) return loaded
    let pending: Promise<void> | undefined
    return {
      lay: (settings, by, annotations) => {
        if (loaded !== undefined) return loaded.lay(settings, by, annotations)
        loading ??= take()
        pending = loading
        return { settings, faults: [] }
      },
      pending: () => (loaded === undefined ? pending : undefined),
    }
  }
}

async function loadReader(): Promise<LayAnnotations> {
  const { createAnnotationReader } = await import('../documents/create-annotation-reader.ts')
  return createAnnotationReader()
}

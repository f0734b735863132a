import type { Case } from '../core/decide.ts'
import type { Verdict } from '../core/decision.ts'
import type { LayAnnotations } from '../core/settings/lay-annotations.ts'

/** What decides, annotations of objects and Namespaces included. */
export interface Annotations {
  readonly decide: (input: Case) => Verdict
  /** Loads what reads annotations. Until then only what has none can be decided. */
  readonly load: () => Promise<void>
}

/**
 * Makes a decider that reads annotations. The schema and the YAML parser that this takes are loaded when the server listens
 * already, so that its start does not wait for them; it says that it is ready when they are there.
 */
export function openAnnotations(decide: (input: Case) => Verdict): Annotations {
  let layAnnotations: LayAnnotations | undefined
  return {
    decide: (input) => decide({ ...input, layAnnotations }),
    load: async () => {
      const [{ createLayAnnotations }, { parseAnnotation }] = await Promise.all([
        import('../core/settings/lay-annotations.ts'),
        import('../documents/parse-annotation.ts'),
      ])
      layAnnotations = createLayAnnotations(parseAnnotation)
    },
  }
}

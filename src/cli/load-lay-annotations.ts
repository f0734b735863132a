import { findOurs } from '../core/annotations.ts'
import type { LayAnnotations } from '../core/settings/lay-annotations.ts'

/** Loads what reads annotations, if an object or a Namespace among the inputs has any: most do without, and should not wait for it. */
export async function loadLayAnnotations(
  inputs: readonly { readonly object: unknown }[],
): Promise<LayAnnotations | undefined> {
  if (inputs.every(({ object }) => findOurs(object) === undefined)) return undefined
  const [{ createLayAnnotations }, { parseAnnotation }] = await Promise.all([
    import('../core/settings/lay-annotations.ts'),
    import('../documents/parse-annotation.ts'),
  ])
  return createLayAnnotations(parseAnnotation)
}

import { findOurs } from '../core/annotations.ts'
import type { LayAnnotations } from '../core/settings/lay-annotations.ts'

/** Loads what reads annotations, if an object or a Namespace among the inputs has any: most do without, and should not wait for it. */
export async function loadLayAnnotations(
  inputs: readonly { readonly object: unknown }[],
): Promise<LayAnnotations | undefined> {
  if (inputs.every(({ object }) => findOurs(object) === undefined)) return undefined
  const { createAnnotationReader } = await import('../documents/create-annotation-reader.ts')
  return createAnnotationReader()
}

import type { LayAnnotations } from '../core/settings/lay-annotations.ts'
import { createLayAnnotations } from '../core/settings/lay-annotations.ts'
import { parseAnnotation } from './parse-annotation.ts'

/** Makes what reads annotations. It takes the schema and a YAML parser: whoever may do without imports this when it is needed. */
export function createAnnotationReader(): LayAnnotations {
  return createLayAnnotations(parseAnnotation)
}

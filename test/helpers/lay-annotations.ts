import { createLayAnnotations } from '../../src/core/settings/lay-annotations.ts'
import { parseAnnotation } from '../../src/documents/parse-annotation.ts'

/** What reads annotations, as all callers of the core have it. */
export const layAnnotations = createLayAnnotations(parseAnnotation)

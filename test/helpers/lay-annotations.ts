import { createAnnotationReader } from '../../src/documents/create-annotation-reader.ts'

/** What reads annotations, as all callers of the core have it. */
export const layAnnotations = createAnnotationReader()

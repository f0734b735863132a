import type { DocumentText } from './split-documents.ts'
import { startOfLine } from './text-edits.ts'

/** Something about a document that is wrong, or worth a warning. */
export interface Remark {
  /** Which document it is, counted from 1. */
  readonly document: number
  /** Counted from 1. */
  readonly line: number
  readonly column: number
  /** What was expected, and what came. */
  readonly message: string
}

/** Says where in the stream an offset of a document is. */
export function remarkAt(
  { number, text, line }: Pick<DocumentText, 'number' | 'text' | 'line'>,
  message: string,
  offset: number,
): Remark {
  const lines = text.slice(0, offset).split('\n').length
  return { document: number, line: line + lines, column: offset - startOfLine(text, offset) + 1, message }
}

/** A stretch of a text and what takes its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with all edits made. They must not overlap; of those at one offset, the first given comes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let offset = 0
  let edited = ''
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    edited += text.slice(offset, edit.start) + edit.text
    offset = edit.end
  }
  return edited + text.slice(offset)
}

/** Where the line that holds the offset begins. */
export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the next line begins; the offset itself where it begins a line. The text ends with a line break. */
export function endOfLine(text: string, offset: number): number {
  return text[offset - 1] === '\n' ? offset : text.indexOf('\n', offset) + 1
}

/** The white space that the line begins with. */
export function indentationOf(text: string, offset: number): string {
  const start = startOfLine(text, offset)
  return text.slice(start, start + text.slice(start).search(/[^ \t]/u))
}

/** Whether nothing but white space stands before the offset on its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(startOfLine(text, offset), offset).trim() === ''
}

/** Where the next line begins that is no comment standing at least so many columns in. */
export function endOfComments(text: string, offset: number, column: number): number {
  const comments = new RegExp(`(?: {${column},}#[^\\n]*\\n)*`, 'uy')
  comments.lastIndex = endOfLine(text, offset)
  comments.test(text)
  return comments.lastIndex
}

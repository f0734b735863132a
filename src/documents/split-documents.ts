/** One document of a stream, as text. */
export interface DocumentText {
  /** The line that parts it from the document before, such as `---`, its line break included; empty where there is none. */
  readonly separator: string
  /** The document with the comments around it; always ends with a line break. */
  readonly text: string
  /** The line of the stream that `text` begins at, counted from 0. */
  readonly line: number
  /** Which document it is, counted from 1; empty ones don't count. */
  readonly number: number
}

type Piece = Omit<DocumentText, 'number'>

const NOTHING_TO_READ = /^([^\S\n]*(#[^\n]*)?\n)*$/u

/**
 * Splits a stream as kubectl does: at lines that begin with `---`, and between JSON objects that follow each other.
 * Expects lines that end with `\n` alone. Comments that stand between separators go to the document after them, or to
 * the last one.
 */
export function splitDocuments(stream: string): readonly DocumentText[] {
  const pieces = splitAtSeparators(stream).flatMap(splitJsonStream)
  return gatherComments(pieces).map((piece, index) => ({ ...piece, number: index + 1 }))
}

function splitAtSeparators(stream: string): readonly Piece[] {
  const pieces: Piece[] = []
  let current = { separator: '', text: '', line: 0 }

  for (const [index, line] of splitLines(stream).entries()) {
    if (/^---\s/u.test(line)) {
      pieces.push(current)
      current = beginPiece(line, index)
    } else {
      current.text += line
    }
  }
  return [...pieces, current]
}

/** A separator may have the document's first value beside it, which is then part of the text. */
function beginPiece(line: string, index: number): { separator: string; text: string; line: number } {
  const isAlone = /^---\s+(#[^\n]*\n)?$/u.test(line)
  return isAlone ? { separator: line, text: '', line: index + 1 } : { separator: '', text: line, line: index }
}

function splitLines(stream: string): readonly string[] {
  return stream.match(/[^\n]*\n|[^\n]+$/gu)?.map((line) => (line.endsWith('\n') ? line : `${line}\n`)) ?? []
}

/** JSON objects need no separator: `{…}{…}`. */
function splitJsonStream(piece: Piece): readonly Piece[] {
  const pieces: Piece[] = []
  let rest = piece

  for (let end = findEndOfJson(rest.text); end < rest.text.length; end = findEndOfJson(rest.text)) {
    const next = skipTo(rest, end)
    if (!next.text.startsWith('{')) break
    pieces.push({ ...rest, text: `${rest.text.slice(0, end)}\n` })
    rest = next
  }
  return [...pieces, rest]
}

/** What follows the offset and the white space after it. */
function skipTo(piece: Piece, offset: number): Piece {
  const text = piece.text.slice(offset).trimStart()
  const skipped = piece.text.slice(0, piece.text.length - text.length)
  return { separator: '', text, line: piece.line + skipped.split('\n').length - 1 }
}

/** The offset after the first JSON object, or after all of the text where it does not begin with one. */
function findEndOfJson(text: string): number {
  if (!/^\s*\{/u.test(text)) return text.length

  let depth = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[{}]/gu)) {
    if (token === '{') depth += 1
    if (token === '}') depth -= 1
    if (depth === 0) return index + 1
  }
  return text.length
}

function gatherComments(pieces: readonly Piece[]): readonly Piece[] {
  const gathered: Piece[] = []
  let comments: Piece | undefined

  for (const piece of pieces) {
    const whole = comments === undefined ? piece : join(comments, piece)
    const isDocument = !NOTHING_TO_READ.test(piece.text)
    if (isDocument) gathered.push(whole)
    comments = isDocument || !whole.text.includes('#') ? undefined : whole
  }
  return comments === undefined ? gathered : appendToLast(gathered, comments)
}

function appendToLast(pieces: readonly Piece[], comments: Piece): readonly Piece[] {
  const last = pieces.at(-1)
  return last === undefined ? [] : [...pieces.slice(0, -1), join(last, comments)]
}

function join(first: Piece, second: Piece): Piece {
  return { ...first, text: `${first.text}${second.separator}${second.text}` }
}

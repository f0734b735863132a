import { Lexer } from 'yaml'

/** The part of the lexer that is not in its types, and that the tests keep an eye on. */
interface Inside {
  /** How far in the next line has to stand. */
  indentNext: number
  parseQuotedScalar: (this: Inside) => Generator<string, unknown>
  parseFlowCollection: (this: Inside) => Generator<string, unknown>
}

/**
 * Makes a lexer that lets the lines of quoted texts, braces and brackets begin anywhere, as kubectl does: `yaml` wants them
 * further in than their key, which many a manifest doesn't do, Argo's own examples among them.
 */
export function createLenientLexer(): Lexer {
  const lexer = new Lexer()
  const inside = lexer as unknown as Inside
  inside.parseQuotedScalar = withoutIndentation(inside.parseQuotedScalar)
  inside.parseFlowCollection = withoutIndentation(inside.parseFlowCollection)
  return lexer
}

function withoutIndentation(parse: Inside['parseQuotedScalar']): Inside['parseQuotedScalar'] {
  return function* parseAnywhere(this: Inside) {
    const { indentNext } = this
    this.indentNext = 0
    const next = yield* parse.call(this)
    this.indentNext = indentNext
    return next
  }
}

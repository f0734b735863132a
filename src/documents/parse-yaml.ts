import type { Alias, CST, Document, Node } from 'yaml'
import { Composer, Parser, YAMLError } from 'yaml'
import { shorten } from '../core/shorten.ts'
import { expectPresent } from './expect-present.ts'
import { createLenientLexer } from './lenient-lexer.ts'
import { MAX_DEPTH, resolveAliases, TOO_DEEP } from './resolve-aliases.ts'
import { stopAtFirstError } from './stop-at-first-error.ts'
import { endOfLine, startOfLine } from './text-edits.ts'
import { YamlFault } from './yaml-fault.ts'

/** A YAML document as a tree of its parts, which know where in the text they stand. Changing a part changes the tree. */
export interface YamlTree {
  readonly text: string
  /** `null` where the document says nothing. */
  root: Node | null
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>
}

/** What go-yaml takes for text; JSON may hold some more, but no manifest does. */
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/u

/** No level takes more than two places of the parser's stack. */
const MAX_STACK = 2 * MAX_DEPTH

/** The longest piece of the text that a message quotes. */
const MAX_QUOTED_LENGTH = 60

/**
 * Parses one document, and no value of it yet: `to-json.ts` reads those.
 * @throws {YamlFault} where the text is not YAML
 */
export function parseYaml(text: string): YamlTree {
  refuseControlCharacters(text)
  const root = readRoot(text)
  return { text, root, targets: resolveAliases(root) }
}

function readRoot(text: string): Node | null {
  try {
    const { contents, errors } = composeDocument(text)
    const [error] = errors
    if (error !== undefined) throw error
    return contents
  } catch (error) {
    throw error instanceof YAMLError ? explainError(text, error) : error
  }
}

/** With the schema `failsafe` all scalars stay text: what they mean is kubectl's to say. */
function composeDocument(text: string): Document.Parsed {
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.1',
    merge: false,
    uniqueKeys: false,
    keepSourceTokens: true,
    logLevel: 'silent',
  })
  stopAtFirstError(composer)
  const [document] = composer.compose(parseTokens(text), true, text.length)
  return expectPresent(document)
}

function* parseTokens(text: string): Generator<CST.Token, void> {
  const parser = new Parser()
  for (const lexeme of createLenientLexer().lex(text)) {
    yield* parser.next(lexeme)
    // It takes any depth, ever slower, and the composer says so only when all is read: of a megabyte of brackets after minutes.
    if (parser.stack.length > MAX_STACK) throw new YamlFault(TOO_DEEP, parser.offset)
  }
  yield* parser.end()
}

function refuseControlCharacters(text: string): void {
  const found = CONTROL_CHARACTER.exec(text)
  if (found === null) return

  const code = found[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()
  throw new YamlFault(`expected text, but came the control character U+${code}`, found.index)
}

function explainError(text: string, { message, pos: [offset] }: YAMLError): YamlFault {
  const line = `${text}\n`.slice(startOfLine(text, offset), endOfLine(`${text}\n`, offset + 1)).trim()
  const came = line === '' ? 'the end of the text' : shorten(line, MAX_QUOTED_LENGTH)
  return new YamlFault(`expected YAML, but came ${came}: ${message}`, offset)
}

import type { Node } from 'yaml'
import { Document } from 'yaml'
import type { YamlStyle } from './yaml-style.ts'

const UNSAFE_CHARACTER = /[\u007f-\u009f\u2028\u2029\ufeff]/gu

/** The YAML text of a part that the document did not have, without a line break at its end. */
export function printNode(node: Node, style: YamlStyle): string {
  return print(node, style, 'any')
}

/** The same on one line, in braces and brackets. */
export function printFlow(node: Node, style: YamlStyle): string {
  return print(node, style, 'flow')
}

function print(node: Node, { step, indentsLists }: YamlStyle, collectionStyle: 'any' | 'flow'): string {
  const document = new Document(undefined, { schema: 'failsafe' })
  document.contents = node
  const text = document.toString({
    collectionStyle,
    indent: step,
    indentSeq: indentsLists,
    lineWidth: 0,
    flowCollectionPadding: false,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  })
  return text.replace(/\n$/u, '').replace(UNSAFE_CHARACTER, escape)
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

import type { Json } from '../core/json.ts'
import { buildNode } from './build-node.ts'
import { printNode } from './print-node.ts'

/** The YAML text of a value, in the usual layout, without a line break at its end. */
export function printYaml(value: Json): string {
  return printNode(buildNode(value), { step: 2, indentsLists: true })
}

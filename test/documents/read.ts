import type { Json } from '../../src/core/json.ts'
import { parseYaml } from '../../src/documents/parse-yaml.ts'
import { toJson } from '../../src/documents/to-json.ts'

/** The value that one document says. */
export function read(text: string): Json {
  const tree = parseYaml(text)
  return toJson(tree, tree.root)
}

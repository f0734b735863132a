import type { Operation } from './apply-operation.ts'
import { applyOperation } from './apply-operation.ts'
import { editYaml } from './edit-yaml.ts'

/**
 * Applies a JSON Patch to the text of a YAML or JSON document, and changes nothing else in it.
 * @throws {YamlFault} where the text is not YAML
 * @throws {Error} where the patch was made for another object
 */
export function patchYaml(text: string, patch: readonly Operation[]): string {
  if (patch.length === 0) return text
  return editYaml(text, (tree) => {
    for (const operation of patch) applyOperation(tree, operation)
  })
}

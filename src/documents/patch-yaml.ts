import type { Operation } from './apply-operation.ts'
import { applyOperation } from './apply-operation.ts'
import { findEdits } from './find-edits.ts'
import type { LineChange } from './line-changes.ts'
import { toLineChanges } from './line-changes.ts'
import type { Edit } from './text-edits.ts'
import { applyEdits } from './text-edits.ts'

/**
 * Applies a JSON Patch to the text of a YAML or JSON document, and changes nothing else in it.
 * @param text ends with a line break
 * @throws {YamlFault} where the text is not YAML
 * @throws {Error} where the patch was made for another object
 */
export function patchYaml(text: string, patch: readonly Operation[]): string {
  return applyEdits(text, editsOf(text, patch))
}

/**
 * The same as changes of whole lines.
 * @throws {YamlFault} where the text is not YAML
 * @throws {Error} where the patch was made for another object
 */
export function patchLines(text: string, patch: readonly Operation[]): readonly LineChange[] {
  return toLineChanges(text, editsOf(text, patch))
}

function editsOf(text: string, patch: readonly Operation[]): readonly Edit[] {
  if (patch.length === 0) return []
  return findEdits(text, (tree) => {
    for (const operation of patch) applyOperation(tree, operation)
  })
}

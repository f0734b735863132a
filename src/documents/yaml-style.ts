import type { Survey } from './survey.ts'
import { startOfLine } from './text-edits.ts'
import { isMap } from 'yaml'

/** How the user lays out YAML. */
export interface YamlStyle {
  /** How many spaces a level takes. */
  readonly step: number
  /** Whether the items of a list stand further in than the key of the list. */
  readonly indentsLists: boolean
}

const USUAL_STEP = 2

/** Finds out how a document is laid out from the first map and the first list under a key. */
export function detectStyle(text: string, survey: Survey): YamlStyle {
  const column = (offset: number): number => offset - startOfLine(text, offset)
  let step: number | undefined
  let indentsLists: boolean | undefined

  for (const { isFlow, slots } of survey.values()) {
    for (const { part, value, start } of isFlow ? [] : slots) {
      const inner = survey.get(value)
      const first = inner?.slots[0]
      if (part === value || first === undefined || inner?.isFlow === true) continue

      const further = column(first.start) - column(start)
      if (isMap(value)) step ??= further
      else indentsLists ??= further > 0
    }
  }
  return { step: step ?? USUAL_STEP, indentsLists: indentsLists ?? true }
}

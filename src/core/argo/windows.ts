import { own } from '../json.ts'
import type { Levels } from './levels.ts'
import { effectiveValues, NODE_SELECTOR } from './levels.ts'
import type { Template } from './templates.ts'

/** The leaves whose pods may go to Windows nodes, by the node selector that Argo would give them (R10, H16.4). */
export function findWindowsLeaves(levels: Levels): ReadonlySet<Template> {
  return new Set(levels.templates.filter((template) => template.isLeaf && isWindows(levels, template)))
}

function isWindows(levels: Levels, template: Template): boolean {
  return effectiveValues(levels, template, NODE_SELECTOR).some((selector) =>
    OS_LABELS.some((label) => own(selector, label) === 'windows'),
  )
}

const OS_LABELS = ['kubernetes.io/os', 'beta.kubernetes.io/os']

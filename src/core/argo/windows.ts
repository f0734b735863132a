import { own } from '../json.ts'
import type { Levels } from './levels.ts'
import { effectiveValues, NODE_SELECTOR } from './levels.ts'
import type { Template } from './templates.ts'

/** Whether a template's pod may go to a Windows node, by the node selector that Argo would give it (R10, H16.4). */
export function isWindows(levels: Levels, template: Template): boolean {
  return effectiveValues(levels, template, NODE_SELECTOR).some((selector) => OS_LABELS.some((label) => own(selector, label) === 'windows'))
}

const OS_LABELS = ['kubernetes.io/os', 'beta.kubernetes.io/os']

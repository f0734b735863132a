import { own } from '../json.ts'
import type { Levels } from './levels.ts'
import { nodeSelectorsOf } from './levels.ts'
import type { Template } from './templates.ts'

/** The leaves whose pods may go to Windows nodes, by the node selector that Argo would give them (R10, H16.4). */
export function findWindowsLeaves(levels: Levels): ReadonlySet<Template> {
  if (!hasNodeSelector(levels)) return NONE
  return new Set(levels.templates.filter((template) => template.isLeaf && isWindows(levels, template)))
}

const NONE: ReadonlySet<Template> = new Set()

/** Whether there is a node selector anywhere: mostly there is none, and no level has to be looked at. */
function hasNodeSelector({ spec, templateDefaults, templates }: Levels): boolean {
  const inSpec = own(spec.value, 'nodeSelector') ?? own(templateDefaults, 'nodeSelector')
  return inSpec !== undefined || templates.some(({ value }) => own(value, 'nodeSelector') !== undefined)
}

function isWindows(levels: Levels, template: Template): boolean {
  return nodeSelectorsOf(levels, template).some((selector) =>
    OS_LABELS.some((label) => own(selector, label) === 'windows'),
  )
}

const OS_LABELS = ['kubernetes.io/os', 'beta.kubernetes.io/os']

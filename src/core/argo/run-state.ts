import type { Json, JsonObject } from '../json.ts'
import { isList, isObject, own, ownPath } from '../json.ts'

/**
 * What shows that a Workflow has run already, or `undefined` where it has not (R2.4, H10.3): a memoized resubmit, a
 * retry from the archive or a restored backup, none of which may change under way.
 */
export function findRunState(workflow: JsonObject): string | undefined {
  const status = own(workflow, 'status')
  const field = STATUS_FIELDS.find((name) => !isEmpty(own(status, name)))
  if (field !== undefined) return `status.${field}`

  const labels = ownPath(workflow, 'metadata', 'labels')
  if (own(labels, 'workflows.argoproj.io/completed') === 'true') return 'the label workflows.argoproj.io/completed'
  if (!isEmpty(own(labels, ARCHIVING_LABEL))) return `the label ${ARCHIVING_LABEL}`
  return undefined
}

const STATUS_FIELDS = [
  'phase',
  'nodes',
  'compressedNodes',
  'offloadNodeStatusVersion',
  'storedTemplates',
  'storedWorkflowTemplateSpec',
]
const ARCHIVING_LABEL = 'workflows.argoproj.io/workflow-archiving-status'

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (isList(value)) return value.length === 0
  return isObject(value) && Object.keys(value).length === 0
}

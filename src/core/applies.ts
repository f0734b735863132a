import { findOurs } from './annotations.ts'
import type { Kind } from './argo/kinds.ts'
import { findRunState } from './argo/run-state.ts'
import type { RequestFacts } from './facts.ts'
import type { JsonObject } from './json.ts'
import { isEqual, isObject, own, ownPath } from './json.ts'
import { modeOf, OPT_IN_LABEL } from './opt-in.ts'
import type { ObjectReason } from './reasons.ts'

/** Why an object is left alone as a whole. */
export interface Skip {
  readonly reason: ObjectReason
  readonly detail: string
}

/** Why an object of Argo's is left alone as a whole, or `undefined` where it is not (R2). */
export function findSkip(object: JsonObject, kind: Kind, request: RequestFacts): Skip | undefined {
  const whole = findOperationSkip(kind, request)
  if (whole !== undefined || !isOptedOut(object)) return whole ?? findOther(object, kind, request)

  // What an opted-out CronWorkflow passes on is a patch too, and not for one that nobody is to touch (R2.3).
  const optedOut: Skip = { reason: 'opted-out', detail: '' }
  return kind === 'CronWorkflow' ? (findOther(object, kind, request) ?? optedOut) : optedOut
}

function findOther(object: JsonObject, kind: Kind, request: RequestFacts): Skip | undefined {
  return findModeSkip(object, kind, request) ?? findObjectSkip(object, kind) ?? findUnchanged(object, request)
}

function isOptedOut(object: JsonObject): boolean {
  return own(ownPath(object, 'metadata', 'labels'), OPT_IN_LABEL) === 'disabled'
}

function findOperationSkip(kind: Kind, { operation, subResource }: RequestFacts): Skip | undefined {
  const isOurs = operation === 'CREATE' || (operation === 'UPDATE' && kind !== 'Workflow')
  if (!isOurs) return { reason: 'other-operation', detail: `${operation} of a ${kind}` }
  const hasSubResource = subResource !== undefined && subResource !== ''
  return hasSubResource
    ? { reason: 'other-operation', detail: `${operation} of the subresource ${subResource}` }
    : undefined
}

function findModeSkip(object: JsonObject, kind: Kind, { mode, namespace }: RequestFacts): Skip | undefined {
  if (mode === 'not-opted-in')
    return { reason: 'not-opted-in', detail: kind === CLUSTER_SCOPED ? 'the object' : `the Namespace ${namespace}` }
  // An objectSelector matches by the old object too: only the new one's label counts (R2.2).
  return kind === CLUSTER_SCOPED && modeOf(object) !== mode
    ? { reason: 'not-opted-in', detail: 'the object' }
    : undefined
}

const CLUSTER_SCOPED: Kind = 'ClusterWorkflowTemplate'

function findObjectSkip(object: JsonObject, kind: Kind): Skip | undefined {
  const deleted = ownPath(object, 'metadata', 'deletionTimestamp')
  if (deleted !== undefined && deleted !== null) return { reason: 'being-deleted', detail: '' }

  const runState = kind === 'Workflow' ? findRunState(object) : undefined
  if (runState !== undefined) return { reason: 'has-run-state', detail: runState }

  const path = kind === 'CronWorkflow' ? ['spec', 'workflowSpec'] : ['spec']
  const spec = ownPath(object, ...path)
  if (!isObject(spec)) return { reason: 'malformed-object', detail: `${path.join('.')} is no object` }
  return isObject(own(spec, 'workflowTemplateRef')) ? { reason: 'workflow-template-ref', detail: '' } : undefined
}

function findUnchanged(object: JsonObject, { operation, oldObject }: RequestFacts): Skip | undefined {
  if (operation !== 'UPDATE') return undefined
  const isSame =
    isEqual(own(object, 'spec'), own(oldObject, 'spec')) && isEqual(ourMetadata(object), ourMetadata(oldObject))
  return isSame ? { reason: 'not-changed', detail: '' } : undefined
}

/** The labels and annotations by which a user speaks to wf-defaults. */
function ourMetadata(object: unknown): JsonObject {
  return {
    annotations: findOurs(object) ?? {},
    label: own(ownPath(object, 'metadata', 'labels'), OPT_IN_LABEL) ?? null,
  }
}

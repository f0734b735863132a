import type { JsonObject } from '../json.ts'
import { own, ownList, ownPath, ownText } from '../json.ts'
import { ARGO_API_VERSION } from './kinds.ts'
import type { Template } from './templates.ts'

/** Whether another Workflow made this one, with a resource template (H9.4). */
export function isMadeByWorkflow(object: JsonObject): boolean {
  return ownList(ownPath(object, 'metadata'), 'ownerReferences').some(
    (owner) => own(owner, 'kind') === 'Workflow' && own(owner, 'apiVersion') === ARGO_API_VERSION,
  )
}

/** The first template that makes Workflows, or may: what it makes cannot always be seen (H9.4). */
export function findMakerOfWorkflows(templates: readonly Template[]): Template | undefined {
  return templates.find(({ type, value }) => type === 'resource' && makesWorkflows(own(value, 'resource')))
}

function makesWorkflows(resource: unknown): boolean {
  if (!MAKING_ACTIONS.has(ownText(resource, 'action') ?? '')) return false
  const manifest = ownText(resource, 'manifest')
  return manifest === undefined || WORKFLOW_KIND.test(manifest) || !LITERAL_KIND.test(manifest)
}

const MAKING_ACTIONS: ReadonlySet<string> = new Set(['create', 'apply', 'replace'])
/** A manifest is YAML or JSON, as text and with Argo's tags in it. */
const WORKFLOW_KIND = /["']?kind["']?\s*:\s*["']?(?:Workflow|CronWorkflow)\b/u
const LITERAL_KIND = /["']?kind["']?\s*:\s*["']?[A-Za-z]/u

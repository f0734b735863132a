import { fnv1a } from '../hash.ts'
import type { JsonObject } from '../json.ts'
import { own, ownPath, ownText } from '../json.ts'
import type { Kind } from './kinds.ts'

const MAX_LABEL_LENGTH = 63
/** What is left of a longer name beside a dash and the eight digits of its hash. */
const KEPT_LENGTH = 54
const LABEL_VALUE = /^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/u

/**
 * What all runs of one job share: the template's name, the CronWorkflow's for its children, else the Workflow's
 * `generateName` without what keeps it from ending a label, or its name (R8). `undefined` where no label can hold it.
 */
export function workloadOf(object: JsonObject, kind: Kind): string | undefined {
  const name = kind === 'Workflow' ? workflowName(object) : ownText(own(object, 'metadata'), 'name')
  if (name === undefined || !LABEL_VALUE.test(name)) return undefined
  return name.length > MAX_LABEL_LENGTH ? `${name.slice(0, KEPT_LENGTH)}-${fnv1a(name)}` : name
}

function workflowName(workflow: JsonObject): string | undefined {
  const metadata = own(workflow, 'metadata')
  const cronWorkflow = ownText(ownPath(metadata, 'labels'), 'workflows.argoproj.io/cron-workflow')
  if (cronWorkflow !== undefined) return cronWorkflow

  const prefix = ownText(metadata, 'generateName')?.replace(/[-_.]+$/u, '')
  return prefix === undefined || prefix === '' ? ownText(metadata, 'name') : prefix
}

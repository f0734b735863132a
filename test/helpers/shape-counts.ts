import type { Verdict } from '../../src/core/decision.ts'
import { isList, isObject, own, ownPath, ownText } from '../../src/core/json.ts'

const counts = new Map<string, number>()

/** Counts what was generated and what became of it; printed at the end of the process under `SHAPE_COUNTS=1`. */
export function countShape(object: unknown, { outcome, decisions, warnings }: Verdict): void {
  if (process.env['SHAPE_COUNTS'] === undefined) return
  if (counts.size === 0) process.once('exit', print)

  const kind = ownText(object, 'kind') ?? 'none'
  const spec = kind === 'CronWorkflow' ? ownPath(object, 'spec', 'workflowSpec') : own(object, 'spec')
  count(`kind ${kind}`)
  count(`outcome ${outcome}`)
  if (warnings.length > 0) count('with warnings')
  countTemplates(own(spec, 'templates'))
  for (const { decision, reason } of decisions()) count(`decision ${decision}/${reason}`)
}

const TYPES = ['container', 'script', 'containerSet', 'resource', 'data', 'suspend', 'http', 'plugin', 'dag', 'steps']

function countTemplates(templates: unknown): void {
  if (!isList(templates)) {
    count('templates that are no list')
    return
  }
  for (const template of templates) {
    if (!isObject(template)) count('template that is no object')
    for (const type of TYPES) if (own(template, type) !== undefined) count(`template ${type}`)
    if (JSON.stringify(template)?.includes('"inline":')) count('template with inline')
  }
}

function count(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

function print(): void {
  for (const [what, times] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    console.error(`${String(times).padStart(7)} ${what}`)
}

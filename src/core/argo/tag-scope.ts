import type { JsonObject } from '../json.ts'
import { own, ownList, ownPath, ownText } from '../json.ts'
import type { Kind } from './kinds.ts'
import type { Template } from './templates.ts'

/** What the scope of a tag is looked up in. */
interface Scope {
  readonly object: JsonObject
  readonly kind: Kind
  readonly spec: { readonly value: unknown }
  /** The names of the workflow's parameters. */
  readonly parameters: ReadonlySet<string>
  /** The names of a template's input parameters. */
  readonly inputsOf: (template: Template) => ReadonlySet<string>
}

/** What every Workflow has, whoever made it. */
const ALWAYS = new Set([
  'workflow.name',
  'workflow.namespace',
  'workflow.uid',
  'workflow.serviceAccountName',
  'workflow.mainEntrypoint',
  'workflow.creationTimestamp',
  'workflow.creationTimestamp.RFC3339',
  'workflow.labels',
  'workflow.labels.json',
  'workflow.annotations',
  'workflow.annotations.json',
  'workflow.status',
  'workflow.duration',
])

/** The prefixes that Argo's validator insists on resolving (H7.2); any other tag may stay as it is. */
const CHECKED = /(?<![\w.])(?:item|steps|inputs|outputs|pod|workflow|tasks)(?:\.[\w.-]*|\[[^\]]*\])*/gu

/**
 * The first tag that does not resolve in a template, or in what the whole workflow has where there is none (H7.2).
 * An unresolved tag fails the template, or stays as it is where nobody expects it.
 */
export function findUnresolvedTag(
  tags: readonly string[],
  template: Template | undefined,
  scope: Scope,
): string | undefined {
  return tags.find((tag) => !referencesIn(tag).every((reference) => resolves(reference, template, scope)))
}

/** The variables that a tag names: one, or those in an expression. */
function referencesIn(tag: string): readonly string[] {
  if (tag.startsWith('='))
    return (tag.match(CHECKED) ?? []).map((path) => path.replaceAll(/\[\s*['"]?([^'"\]]*)['"]?\s*\]/gu, '.$1'))
  return [tag]
}

/** Argo checks an inline template with its caller's scope, which has no Pod and none of its artifacts. */
function resolves(reference: string, template: Template | undefined, scope: Scope): boolean {
  const [prefix = '', kind, name = ''] = splitReference(reference)
  if (prefix === 'workflow') return resolvesInWorkflow(reference, kind, name, scope)
  if (prefix === 'inputs') return template !== undefined && resolvesInInputs(kind, name, template, scope)
  if (prefix === 'pod') return reference === 'pod.name' && template?.isLeaf === true && template.task === undefined
  return !['item', 'steps', 'outputs', 'tasks'].includes(prefix)
}

/** `inputs.parameters.a.b` in three: the last part has the rest. */
function splitReference(reference: string): readonly string[] {
  const [prefix = '', kind = '', ...rest] = reference.split('.')
  return [prefix, kind, rest.join('.')]
}

function resolvesInWorkflow(reference: string, kind: string | undefined, name: string, scope: Scope): boolean {
  if (ALWAYS.has(reference)) return true
  // All of them at once: just where there is one.
  if (reference === 'workflow.parameters' || reference === 'workflow.parameters.json') return scope.parameters.size > 0
  if (kind === 'parameters') return scope.parameters.has(name)
  if (kind === 'labels' || kind === 'annotations')
    return scope.kind === 'Workflow' && own(ownPath(scope.object, 'metadata', kind), name) !== undefined
  if (kind === 'priority') return typeof own(scope.spec.value, 'priority') === 'number'
  return kind === 'creationTimestamp'
}

function resolvesInInputs(kind: string | undefined, name: string, template: Template, scope: Scope): boolean {
  if (kind === 'parameters') return name === '' || hasInput(name, template, scope)
  if (kind !== 'artifacts' || template.task !== undefined) return false

  const artifact = ownList(ownPath(template.value, 'inputs'), 'artifacts').find(
    (item) => name === `${ownText(item, 'name') ?? ''}.path`,
  )
  return artifact !== undefined && own(artifact, 'path') !== undefined
}

/** An inline template that is expanded in a loop is filled in with the inputs of its caller, and fails where they lack (H7.3). */
function hasInput(name: string, template: Template, scope: Scope): boolean {
  const caller = template.task?.caller
  if (caller !== undefined && isExpanded(template) && !scope.inputsOf(caller).has(name)) return false
  return scope.inputsOf(template).has(name)
}

/** Whether an inline template belongs to a step or task that loops. */
function isExpanded(template: Template): boolean {
  return ['withItems', 'withParam', 'withSequence'].some((loop) => own(template.task?.value, loop) !== undefined)
}

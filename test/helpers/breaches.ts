import { limitWarnings } from '../../src/core/admission/limit-warnings.ts'
import type { Verdict } from '../../src/core/decision.ts'
import type { ExplainedDecision } from '../../src/core/explain.ts'
import type { Json } from '../../src/core/json.ts'
import { isEqual, isList, isObject, own, ownList, ownPath, ownText } from '../../src/core/json.ts'
import { resolvePointer } from './strict-patch.ts'

/** What of a verdict breaks R11: warnings that the API server cuts or refuses, an outcome that its patch belies. */
export function findAnswerBreaches({ outcome, reason, message, patch, ...verdict }: Verdict): readonly string[] {
  const warnings = limitWarnings(verdict.warnings)
  const tooLong = warnings.filter(
    (warning) => warning.length > 120 || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(warning) || warning === '',
  )
  return [
    ...tooLong.map((warning) => `the warning ${JSON.stringify(warning)}`),
    ...(warnings.length > 10 ? [`${warnings.length} warnings`] : []),
    ...(outcome === 'denied' ? ['it was denied'] : []),
    ...(outcome === 'patched' && patch.length === 0 ? ['it was patched with nothing'] : []),
    ...((outcome === 'unchanged' || outcome === 'skipped') && patch.length > 0
      ? [`it is ${outcome}, and there is a patch`]
      : []),
    ...((outcome === 'skipped') !== (reason !== null && message !== null)
      ? [`it is ${outcome} for the reason ${reason}`]
      : []),
  ]
}

/** Decisions that say something else than the patch did (I3). */
export function findFalseDecisions(decisions: readonly ExplainedDecision[], mutated: Json): readonly string[] {
  return decisions
    .filter(({ decision }) => decision === 'injected')
    .filter(({ path, value }) => value === undefined || !holds(mutated, path, value))
    .map(({ key, path }) => `${key} at ${path}`)
}

/** What the patch writes and no decision tells of: the explanation is the list of what made the patch (R1). */
export function findUnexplained(decisions: readonly ExplainedDecision[], patch: string): readonly string[] {
  const explained = decisions.filter(({ decision }) => decision === 'injected').map(({ path }) => path.split('/'))
  const operations =
    patch === '' ? [] : (JSON.parse(patch) as readonly { readonly path: string; readonly value: Json }[])
  return operations
    .flatMap(({ path, value }) => leafPathsOf(value, path))
    .filter((path) => !explained.some((start) => isAtOrBelow(path.split('/'), start)))
}

/** What was injected and, when asked again, is not said to hold our own default already (I3). */
export function findForgotten(
  first: readonly ExplainedDecision[],
  second: readonly ExplainedDecision[],
): readonly string[] {
  const held = new Set(second.filter(({ reason }) => reason === 'equals-default').map(({ key }) => key))
  return first.filter(({ key, decision }) => decision === 'injected' && !held.has(key)).map(({ key }) => key)
}

/** What the defaults broke in an object that was whole before: the same name twice, mounts without volumes, tags without inputs. */
export function findBrokenReferences(before: Json, after: Json): readonly string[] {
  const known = new Set(breachesOf(before))
  return breachesOf(after).filter((breach) => !known.has(breach))
}

function leafPathsOf(value: Json, path: string): readonly string[] {
  const entries = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : []
  const below = entries.flatMap(([key, child = null]) => leafPathsOf(child, `${path}/${escapeToken(String(key))}`))
  return below.length === 0 ? [path] : below
}

function escapeToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** A decision's path ends in `-` where it appends, and what is appended to a list of our own has a number instead. */
function isAtOrBelow(path: readonly string[], start: readonly string[]): boolean {
  return start.every((token, index) => token === path[index] || (token === '-' && /^\d+$/u.test(path[index] ?? '')))
}

function holds(mutated: Json, path: string, value: Json): boolean {
  if (!path.endsWith('/-')) return isEqual(resolvePointer(mutated, path), value)
  const list = resolvePointer(mutated, path.slice(0, -2))
  return isList(list) && list.some((item) => isEqual(item, value))
}

function breachesOf(object: Json): readonly string[] {
  const spec = own(object, 'kind') === 'CronWorkflow' ? ownPath(object, 'spec', 'workflowSpec') : own(object, 'spec')
  const volumes = [
    ...namesOf(ownList(spec, 'volumes')),
    ...ownList(spec, 'volumeClaimTemplates').map((claim) => ownText(own(claim, 'metadata'), 'name') ?? ''),
    ...namesOf(ownList(own(spec, 'templateDefaults'), 'volumes')),
  ]
  return [
    ...findTwice('arguments', ownList(own(spec, 'arguments'), 'parameters')),
    ...ownList(spec, 'templates').flatMap((template, index) =>
      breachesOfTemplate(template, volumes, `templates/${index}`),
    ),
  ]
}

function breachesOfTemplate(template: Json, volumes: readonly string[], where: string): readonly string[] {
  const inputs = ownList(own(template, 'inputs'), 'parameters')
  const allVolumes = new Set([...volumes, ...namesOf(ownList(template, 'volumes'))])
  const calls = [...ownList(own(template, 'dag'), 'tasks'), ...ownList(template, 'steps').filter(isList).flat()].filter(
    isObject,
  )
  const containers = [
    own(template, 'container'),
    own(template, 'script'),
    ...ownList(own(template, 'containerSet'), 'containers'),
  ]
  return [
    ...findTwice(`${where} inputs`, inputs),
    ...findTwice(`${where} volumes`, ownList(template, 'volumes')),
    ...containers.flatMap((container, index) => breachesOfContainer(container, allVolumes, `${where}/${index}`)),
    ...containers.flatMap((container) => findUndeclared(ownList(container, 'env'), inputs, where)),
    ...calls.flatMap((call, index) => breachesOfCall(call, inputs, `${where}/${index}`)),
    ...calls.flatMap((call, index) =>
      breachesOfTemplate(own(call, 'inline') ?? null, volumes, `${where}/${index}/inline`),
    ),
  ]
}

function breachesOfContainer(
  container: Json | undefined,
  volumes: ReadonlySet<string>,
  where: string,
): readonly string[] {
  const mounts = ownList(container, 'volumeMounts')
  const paths = mounts.map((mount) => (ownText(mount, 'mountPath') ?? '').replace(/\/+$/u, ''))
  const dangling = namesOf(mounts).filter((name) => !volumes.has(name))
  return [
    ...findTwice(`${where} env`, ownList(container, 'env')),
    ...dangling.map((name) => `${where} mounts the volume ${name}, which is not there`),
    ...paths.filter((path, index) => paths.indexOf(path) !== index).map((path) => `${where} mounts ${path} twice`),
  ]
}

function breachesOfCall(call: Json, inputs: readonly Json[], where: string): readonly string[] {
  const hooks = own(call, 'hooks')
  const holders = [call, ...(isObject(hooks) ? Object.values(hooks) : [])]
  return holders.flatMap((holder) => {
    const given = ownList(own(holder, 'arguments'), 'parameters')
    return [...findTwice(`${where} arguments`, given), ...findUndeclared(given, inputs, where)]
  })
}

function findUndeclared(values: readonly Json[], inputs: readonly Json[], where: string): readonly string[] {
  const declared = new Set(namesOf(inputs))
  const used = JSON.stringify(values).matchAll(/\{\{inputs\.parameters\.([-\w]+)\}\}/gu)
  return Array.from(used, ([, name = '']) => name)
    .filter((name) => !declared.has(name))
    .map((name) => `${where} uses the input ${name}, which is not there`)
}

function findTwice(where: string, items: readonly Json[]): readonly string[] {
  const names = namesOf(items)
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${where} has ${name} twice`)
}

function namesOf(items: readonly Json[]): readonly string[] {
  return items.map((item) => ownText(item, 'name')).filter((name) => name !== undefined)
}

import { findSkip } from './applies.ts'
import type { Kind } from './argo/kinds.ts'
import { kindOf } from './argo/kinds.ts'
import type { DecisionCounts, Verdict } from './decision.ts'
import { passOnOptOut } from './defaults/cron-workflow.ts'
import { proposeAll } from './defaults/list.ts'
import type { ClusterFacts, RequestFacts } from './facts.ts'
import { SILENT_NAMESPACE } from './facts.ts'
import type { JsonObject } from './json.ts'
import { isObject, own, ownText } from './json.ts'
import type { ObjectReason } from './reasons.ts'
import { OBJECT_REASONS } from './reasons.ts'
import type { LayAnnotations } from './settings/lay-annotations.ts'
import { Overgrown } from './patch/place.ts'
import type { ResolvedSettings } from './settings/resolve.ts'
import { findLargeObject, findOversize, sayOvergrown } from './size.ts'
import { SkipList } from './skip-list.ts'
import { Subject } from './subject.ts'
import type { InForce } from './settings-in-force.ts'
import { findSettings, isMadeByController } from './settings-in-force.ts'
import { settleSpreads } from './settle-spreads.ts'
import { toLine, warnAudited, warnOfIgnoredAnnotations, warnOfSkipped, warnOfUnknownNamespace } from './warnings.ts'

/** What the core decides from. */
export interface Case {
  /** The object as it came, of any shape: whatever is no Argo object is left alone. */
  readonly object: unknown
  readonly request: RequestFacts
  /** The settings of the cluster; those of Namespaces and objects are laid over them. */
  readonly settings: ResolvedSettings
  readonly cluster: ClusterFacts
  /**
   * Reads annotations (R5). It takes the schema and a YAML parser, which most objects do without: so it comes from outside, and
   * need not be there where no object and no Namespace has any.
   */
  readonly layAnnotations?: LayAnnotations | undefined
  /** Whether decisions are kept for who explains them, as they are unless this says otherwise; their counts always are. */
  readonly keepsDecisions?: boolean
}

/**
 * Decides what one object gets, and why (R1). Pure: the same case gives the same verdict, byte for byte.
 * Never throws for a malformed object; what it throws is a fault of ours.
 */
export function decide(input: Case): Verdict {
  const { object, request, settings, cluster } = input
  const kind = kindOf(object)
  if (kind === undefined || !isObject(object)) return skip(settings, 'not-argo', describe(object))

  const found = findSkip(object, kind, request)
  if (found?.reason === 'opted-out' && kind === 'CronWorkflow')
    return decideOptedOut(new Subject(object, kind, request.namespace, cluster), input)
  if (found !== undefined)
    return skip(
      settings,
      found.reason,
      found.detail,
      found.reason === 'workflow-template-ref' ? warnOfIgnoredAnnotations(object) : [],
    )

  const { namespace } = request
  const known = namespace === '' ? 'absent' : cluster.namespace(namespace)
  if (known === 'unknown') return skip(settings, 'namespace-unknown', namespace, [warnOfUnknownNamespace(namespace)])

  const inForce = findSettings(input, known === 'absent' ? SILENT_NAMESPACE : known)
  if (inForce.faults.length > 0 && !isForgiven(object, request)) return deny(inForce)

  const large = findLargeObject(object, request.bytes)
  if (large !== undefined) return skip(inForce.settings, 'too-large', large, [large])
  try {
    return settle(object, kind, inForce, input)
  } catch (fault) {
    if (!(fault instanceof Overgrown)) throw fault
    const said = sayOvergrown(object)
    return skip(inForce.settings, 'too-large', said, [said])
  }
}

/** Has the defaults proposed, and makes a verdict of what came of it. */
function settle(object: JsonObject, kind: Kind, inForce: InForce, input: Case): Verdict {
  const { request, cluster, keepsDecisions = true } = input
  const skips = inForce.skip === '' ? undefined : new SkipList(inForce.skip)
  const subject = new Subject(object, kind, request.namespace, cluster, skips, keepsDecisions)
  for (const warning of inForce.warnings) subject.warn(warning)
  for (const fault of inForce.faults) subject.warn(`annotation left out: ${fault}`)
  proposeAll(subject, inForce.settings)
  if (kind !== 'CronWorkflow' && request.mayHaveSpread !== false) settleSpreads(subject, inForce.settings)
  if (skips !== undefined) warnOfSkips(subject, skips, inForce.settings)
  return conclude(subject, request, inForce.settings)
}

/** The keys that a CronWorkflow names are mostly those of the Workflows that come of it (R6.5). */
function warnOfSkips(subject: Subject, skips: SkipList, settings: ResolvedSettings): void {
  const { object, kind, namespace, cluster, spec, metadata } = subject
  if (kind === 'CronWorkflow' && isObject(spec.value)) {
    const workflow = { ...object, metadata: { name: own(metadata.value, 'name') }, spec: spec.value }
    proposeAll(new Subject(workflow, 'Workflow', namespace, cluster, skips), settings)
  }
  for (const warning of skips.warn()) subject.warn(warning)
}

/** An audit denies nothing (R2.2), and what a controller made is let in without the faulty annotations (R5). */
function isForgiven(object: JsonObject, { mode }: RequestFacts): boolean {
  return mode === 'audit' || isMadeByController(object)
}

/** What the user wrote is invalid: each fault is said in a line of its own. */
function deny({ faults, settings }: InForce): Verdict {
  const message = OBJECT_REASONS['bad-annotation'](faults.map(toLine).join('\n'))
  return { ...NOTHING, outcome: 'denied', reason: 'bad-annotation', message, settingsHash: settings.hash }
}

/** A CronWorkflow that is opted out says so to its Workflows, and gets nothing else (R2.3). */
function decideOptedOut(subject: Subject, { request, settings }: Case): Verdict {
  passOnOptOut(subject)
  const verdict = conclude(subject, request, settings)
  return verdict.patch.length === 0
    ? { ...skip(settings, 'opted-out'), decisions: verdict.decisions, counts: verdict.counts }
    : verdict
}

function conclude(subject: Subject, request: RequestFacts, settings: ResolvedSettings): Verdict {
  const { counts } = subject
  const patch = subject.root.toPatch()
  const isEmpty = patch.length === 0
  const sizes = isEmpty ? undefined : findOversize(subject.object, patch, request.bytes)
  if (sizes !== undefined) return skip(settings, 'too-large', sizes, [sizes])

  const isAudited = request.mode === 'audit'
  const audit = isAudited ? warnAudited(counts) : []
  const warnings = [...audit, ...warnOfSkipped(subject.skipped), ...subject.warnings].map(toLine)
  const outcome = isAudited ? 'audited' : isEmpty ? 'unchanged' : 'patched'
  return {
    outcome,
    reason: null,
    message: null,
    decisions: () => subject.decisions,
    counts,
    warnings,
    patch,
    settingsHash: settings.hash,
  }
}

function skip(
  { hash }: ResolvedSettings,
  reason: ObjectReason,
  detail = '',
  warnings: readonly string[] = [],
): Verdict {
  const message = OBJECT_REASONS[reason](detail)
  return { ...NOTHING, outcome: 'skipped', reason, message, warnings: warnings.map(toLine), settingsHash: hash }
}

const NO_COUNTS: DecisionCounts = { injected: 0, kept: 0, skipped: 0 }
const NOTHING = { decisions: () => [], counts: NO_COUNTS, warnings: [], patch: [] } as const

function describe(object: unknown): string {
  return `${ownText(object, 'kind') ?? 'an object without a kind'} of ${ownText(object, 'apiVersion') ?? 'no apiVersion'}`
}

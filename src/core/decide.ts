import { findSkip } from './applies.ts'
import { kindOf } from './argo/kinds.ts'
import type { DecisionCounts, Verdict } from './decision.ts'
import { passOnOptOut } from './defaults/cron-workflow.ts'
import { proposeAll } from './defaults/list.ts'
import type { ClusterFacts, RequestFacts } from './facts.ts'
import { isObject, ownText } from './json.ts'
import type { ObjectReason } from './reasons.ts'
import { OBJECT_REASONS } from './reasons.ts'
import type { ResolvedSettings } from './settings/resolve.ts'
import { findOversize } from './size.ts'
import { Subject } from './subject.ts'
import { toLine, warnAudited, warnOfIgnoredAnnotations, warnOfSkipped } from './warnings.ts'

/** What the core decides from. */
export interface Case {
  /** The object as it came, of any shape: whatever is no Argo object is left alone. */
  readonly object: unknown
  readonly request: RequestFacts
  readonly settings: ResolvedSettings
  readonly cluster: ClusterFacts
}

/**
 * Decides what one object gets, and why (R1). Pure: the same case gives the same verdict, byte for byte.
 * Never throws for a malformed object; what it throws is a fault of ours.
 */
export function decide({ object, request, settings, cluster }: Case): Verdict {
  const kind = kindOf(object)
  if (kind === undefined || !isObject(object)) return skip('not-argo', describe(object))

  const found = findSkip(object, kind, request)
  if (found?.reason === 'opted-out' && kind === 'CronWorkflow')
    return decideOptedOut(new Subject(object, kind, request.namespace, cluster), request)
  if (found !== undefined)
    return skip(
      found.reason,
      found.detail,
      found.reason === 'workflow-template-ref' ? warnOfIgnoredAnnotations(object) : [],
    )

  const subject = new Subject(object, kind, request.namespace, cluster)
  proposeAll(subject, settings)
  return conclude(subject, request)
}

/** A CronWorkflow that is opted out says so to its Workflows, and gets nothing else (R2.3). */
function decideOptedOut(subject: Subject, request: RequestFacts): Verdict {
  passOnOptOut(subject)
  const verdict = conclude(subject, request)
  return verdict.patch === ''
    ? { ...verdict, ...skip('opted-out'), decisions: verdict.decisions, counts: verdict.counts }
    : verdict
}

function conclude(subject: Subject, request: RequestFacts): Verdict {
  const { counts } = subject
  const patch = subject.root.toPatch()
  const sizes = patch === '' ? undefined : findOversize(subject.object, patch, request.bytes)
  if (sizes !== undefined) return skip('too-large', sizes, [sizes])

  const isAudited = request.mode === 'audit'
  const audit = isAudited ? warnAudited(counts) : []
  const warnings = [...audit, ...warnOfSkipped(subject.skipped), ...subject.warnings].map(toLine)
  const outcome = isAudited ? 'audited' : patch === '' ? 'unchanged' : 'patched'
  return {
    outcome,
    reason: null,
    message: null,
    decisions: () => subject.decisions,
    counts,
    warnings,
    patch,
  }
}

function skip(reason: ObjectReason, detail = '', warnings: readonly string[] = []): Verdict {
  return {
    outcome: 'skipped',
    reason,
    message: OBJECT_REASONS[reason](detail),
    decisions: () => [],
    counts: NO_COUNTS,
    warnings: warnings.map(toLine),
    patch: '',
  }
}

const NO_COUNTS: DecisionCounts = { injected: 0, kept: 0, skipped: 0 }

function describe(object: unknown): string {
  return `${ownText(object, 'kind') ?? 'an object without a kind'} of ${ownText(object, 'apiVersion') ?? 'no apiVersion'}`
}

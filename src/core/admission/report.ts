import type { Decision, Verdict } from '../decision.ts'

/** How many defaults were injected, kept and skipped. */
export interface DecisionCounts {
  readonly injected: number
  readonly kept: number
  readonly skipped: number
}

/** Counts what became of the defaults. */
export function countDecisions(decisions: readonly Decision[]): DecisionCounts {
  const counts = { injected: 0, kept: 0, skipped: 0 }
  for (const { decision } of decisions) counts[decision] += 1
  return counts
}

/**
 * What the audit log gets to know of an answer, under keys that stay the same and without timestamps (R11). The API
 * server puts the webhook's name before each key.
 */
export function toAuditAnnotations(
  { outcome, reason }: Verdict,
  { injected, kept, skipped }: DecisionCounts,
  settingsHash: string,
): Readonly<Record<string, string>> {
  return {
    outcome,
    reason: reason ?? '',
    injected: String(injected),
    kept: String(kept),
    skipped: String(skipped),
    settings: settingsHash,
  }
}

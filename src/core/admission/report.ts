import type { Verdict } from '../decision.ts'

/**
 * What the audit log gets to know of an answer, under keys that stay the same and without timestamps (R11). The API
 * server puts the webhook's name before each key.
 */
export function toAuditAnnotations({
  outcome,
  reason,
  settingsHash,
  counts: { injected, kept, skipped },
}: Verdict): Readonly<Record<string, string>> {
  return {
    outcome,
    reason: reason ?? '',
    injected: String(injected),
    kept: String(kept),
    skipped: String(skipped),
    settings: settingsHash,
  }
}

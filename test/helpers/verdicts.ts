import type { Verdict } from '../../src/core/decision.ts'

/** A verdict that left the object as it is, for tests of what is done with verdicts. */
export const UNCHANGED: Verdict = {
  outcome: 'unchanged',
  reason: null,
  message: null,
  decisions: () => [],
  counts: { injected: 0, kept: 0, skipped: 0 },
  warnings: [],
  patch: [],
  settingsHash: 'a1b2c3d4',
}

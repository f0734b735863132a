import type { Test } from 'tap'
import t from 'tap'
import { decide } from '../../src/core/decide.ts'
import type { Verdict } from '../../src/core/decision.ts'
import type { Explanation } from '../../src/core/explain.ts'
import { explain } from '../../src/core/explain.ts'
import type { StoredCase } from '../helpers/cases.ts'
import { loadStoredCases } from '../helpers/cases.ts'
import { withParsedPodSpecPatches } from '../helpers/pod-spec-patches.ts'
import { assertSameJson } from '../helpers/same-json.ts'
import { applyStrictly, copy } from '../helpers/strict-patch.ts'
import { findChangedUserValues } from '../helpers/user-values.ts'

for (const stored of loadStoredCases()) {
  t.test(`${stored.file}: ${stored.title}`, async (t) => {
    const input = stored.case

    const verdict = decide(input)

    const mutated = applyStrictly(input.object, verdict.patch.join(''))

    assertSameJson(
      t,
      withParsedPodSpecPatches(mutated),
      withParsedPodSpecPatches(copy(stored.expected)),
      'is what was expected',
    )
    t.strictSame(findChangedUserValues(copy(input.object), mutated), [], 'keeps what the user wrote')
    t.strictSame(decide({ ...input, object: mutated }).patch, [], 'changes nothing the second time')
    checkVerdict(t, stored, verdict, explain(input.object, input.request.namespace, verdict))
  })
}

function checkVerdict(t: Test, stored: StoredCase, verdict: Verdict, { decisions }: Explanation): void {
  const byKey = Object.fromEntries(decisions.map(({ key, decision, reason }) => [key, `${decision}/${reason}`]))
  const asked = Object.keys(stored.decisions).map((key) => [
    key,
    byKey[key] ?? `none among ${Object.keys(byKey).join(' ')}`,
  ])

  t.strictSame(Object.fromEntries(asked), stored.decisions, 'says why')
  if (stored.patch !== undefined) t.strictSame(JSON.parse(verdict.patch.join('')), stored.patch, 'is the patch')
  if (stored.outcome !== undefined) t.equal(verdict.outcome, stored.outcome, 'is the outcome')
  if (stored.reason !== undefined) t.equal(verdict.reason, stored.reason, 'is the reason')
  if (stored.warnings?.length === 0) t.strictSame(verdict.warnings, [], 'warns of nothing')
  for (const part of stored.warnings ?? []) t.match(verdict.warnings.join('\n'), part, 'warns')
}

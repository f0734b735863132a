import t from 'tap'
import { loadCombinations } from '../helpers/combinations.ts'
import { decideUnder } from '../helpers/decided.ts'
import { withParsedPodSpecPatches } from '../helpers/pod-spec-patches.ts'
import { assertSameJson } from '../helpers/same-json.ts'
import { settingsOf } from '../helpers/settings.ts'
import { copy } from '../helpers/strict-patch.ts'
import { assertSameThroughLayers } from '../helpers/through-layers.ts'
import { findChangedUserValues } from '../helpers/user-values.ts'

for (const { title, given, warnings, objectOf, expectedOf } of loadCombinations()) {
  for (const kind of ['WorkflowTemplate', 'Workflow'] as const) {
    t.test(`${title}: a ${kind}`, async (t) => {
      const object = objectOf(kind)

      const decided = decideUnder(settingsOf(given), object)

      const { after } = decided
      assertSameJson(t, withParsedPodSpecPatches(after), copy(expectedOf(kind)), 'is what the rules say')
      for (const part of warnings) t.match(decided.warnings.join('\n'), part, 'warns')
      t.strictSame(findChangedUserValues(copy(object), after), [], 'keeps what the user wrote')
      t.strictSame(decideUnder(settingsOf(given), after).verdict.patch, [], 'changes nothing the second time')
    })

    t.test(`${title}: a ${kind}, whichever layer has the settings (R5)`, async (t) => {
      assertSameThroughLayers(t, objectOf(kind), given)
    })
  }
}

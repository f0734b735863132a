import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import t from 'tap'
import type { Case } from '../../src/core/decide.ts'
import { decide } from '../../src/core/decide.ts'
import type { Verdict } from '../../src/core/decision.ts'
import { explain } from '../../src/core/explain.ts'
import type { ClusterFacts, Presence } from '../../src/core/facts.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import type { Json } from '../../src/core/json.ts'
import {
  findAnswerBreaches,
  findBrokenReferences,
  findFalseDecisions,
  findForgotten,
  findUnexplained,
} from '../helpers/breaches.ts'
import { CREATED } from '../helpers/requests.ts'
import { defaultsArbitrary, parse, settingsArbitrary } from '../helpers/settings-arbitrary.ts'
import { settingsOf } from '../helpers/settings.ts'
import { countShape } from '../helpers/shape-counts.ts'
import { applyStrictly, copy } from '../helpers/strict-patch.ts'
import { findChangedUserValues } from '../helpers/user-values.ts'
import { oddWorkflowArbitrary, workflowArbitrary } from '../helpers/workflow-arbitrary.ts'

const presence = fc.constantFrom<Presence>('assumed', 'present', 'absent', 'unknown')
const cluster: fc.Arbitrary<ClusterFacts> = fc
  .record({ connected: fc.boolean(), reference: presence, repository: presence, hasDefault: fc.boolean() })
  .map(({ connected, reference, repository, hasDefault }) => ({
    connected,
    namespace: () => 'absent',
    presenceOf: () => reference,
    artifactRepository: () => repository,
    hasDefaultArtifactRepository: () => hasDefault,
  }))

const wellFormed = buildCases(workflowArbitrary)
const odd = buildCases(oddWorkflowArbitrary)

t.test('only adds to what a user wrote, by a patch that applies, once for all, and says so', async (t) => {
  check(wellFormed, 1000, (input) => {
    assertWholesome(input)
    const mutated = mutate(input)
    assert.deepEqual(findBrokenReferences(copy(input.object), mutated), [])
  })
  t.pass()
})

t.test(
  'only adds to what nobody should have written, by a patch that applies, once for all, and says so',
  async (t) => {
    check(odd, 1500, assertWholesome)
    t.pass()
  },
)

t.test('leaves whatever is no object of Argo alone', async (t) => {
  const settings = settingsOf({})

  check(fc.jsonValue(), 500, (object) => {
    const verdict = decide({ object, request: CREATED, settings, cluster: ASSUMED_CLUSTER })
    assert.equal(verdict.outcome, 'skipped')
    assert.deepEqual(verdict.patch, [])
  })
  t.pass()
})

t.test('takes any spec at all', async (t) => {
  const kinds = fc.constantFrom('Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow')
  const metadata = fc.oneof(fc.jsonValue(), fc.constant({ labels: { 'workflows.panfactum.com/defaults': 'enabled' } }))
  const object = fc.record({
    apiVersion: fc.constant('argoproj.io/v1alpha1'),
    kind: kinds,
    metadata,
    spec: fc.jsonValue(),
  })

  check(buildCases(object), 400, assertWholesome)
  t.pass()
})

t.test('audits what it would patch', async (t) => {
  check(wellFormed, 200, (input) => {
    const enabled = decide(input)
    const audited = decide({ ...input, object: inAudit(input.object), request: { ...CREATED, mode: 'audit' } })
    assert.deepEqual(audited.patch, enabled.patch)
    assert.equal(audited.outcome, enabled.outcome === 'skipped' ? 'skipped' : 'audited')
  })
  t.pass()
})

t.test('does not show the order of the keys in a settings file', async (t) => {
  check(fc.tuple(wellFormed, defaultsArbitrary), 200, ([input, defaults]) => {
    const inOrder = decide({ ...input, settings: parse(defaults) ?? input.settings })
    const reversed = decide({ ...input, settings: parse(reverseKeys(defaults) as object) ?? input.settings })
    assert.deepEqual(reversed.patch, inOrder.patch)
  })
  t.pass()
})

function buildCases(object: fc.Arbitrary<unknown>): fc.Arbitrary<Case> {
  return fc.record({ object, request: fc.constant(CREATED), settings: settingsArbitrary, cluster })
}

/** fast-check reports the seed and the path of a failure, by which it comes again: `fc.assert(…, { seed, path })`. */
function check<T>(values: fc.Arbitrary<T>, numRuns: number, holds: (value: T) => void): void {
  fc.assert(fc.property(values, holds), { numRuns })
}

function mutate({ object, ...rest }: Case): Json {
  return applyStrictly(object, decide({ object, ...rest }).patch.join(''))
}

/** What holds for every object and every settings (R1, R3.8, R3.9, R11, I3). */
function assertWholesome(input: Case): void {
  const verdict = decide({ ...input, object: freeze(copy(input.object)) })
  countShape(input.object, verdict)

  const mutated = applyStrictly(input.object, verdict.patch.join(''))
  const again = decide({ ...input, object: mutated })

  assert.deepEqual(findChangedUserValues(copy(input.object), mutated), [], 'changes what the user wrote')
  assert.deepEqual(again.patch, [], 'has more to patch the second time')
  assert.deepEqual(decide(input).patch, verdict.patch, 'gives another patch for the same case')
  assert.deepEqual(findAnswerBreaches(verdict), [], 'gives an answer that breaks R11')
  assertExplained(input, mutated, verdict, again)
}

function assertExplained({ object, request }: Case, mutated: Json, verdict: Verdict, again: Verdict): void {
  const { decisions } = explain(object, request.namespace, verdict)

  assert.deepEqual(findFalseDecisions(decisions, mutated), [], 'says that it did what it did not')
  assert.deepEqual(findUnexplained(decisions, verdict.patch.join('')), [], 'does more than it says')
  const decisionsAgain = explain(mutated, request.namespace, again).decisions
  assert.deepEqual(findForgotten(decisions, decisionsAgain), [], 'does not know its own default again')
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
  return value
}

function inAudit(object: unknown): unknown {
  return JSON.parse(
    JSON.stringify(object).replace(
      '"workflows.panfactum.com/defaults":"enabled"',
      '"workflows.panfactum.com/defaults":"audit"',
    ),
  )
}

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, reverseKeys(item)]),
  )
}

import { existsSync } from 'node:fs'
import t from 'tap'
import { decide } from '../../src/core/decide.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import type { Json } from '../../src/core/json.ts'
import { CREATED } from '../helpers/requests.ts'
import { assertSameJson } from '../helpers/same-json.ts'
import { applyStrictly } from '../helpers/strict-patch.ts'
import { assertSameThroughLayers } from '../helpers/through-layers.ts'
import { findChangedUserValues } from '../helpers/user-values.ts'
import type { Container, ModuleCase, ModuleObject } from '../helpers/wf-spec.ts'
import { loadModuleCases, objectOf, placeLabels } from '../helpers/wf-spec.ts'
import type { Context } from './differences.ts'
import { DIFFERENCES, parsePodSpecPatch } from './differences.ts'

const CASES = loadModuleCases()
const KINDS = ['WorkflowTemplate', 'Workflow'] as const
type Kind = (typeof KINDS)[number]

for (const testCase of CASES) {
  for (const kind of KINDS) {
    t.test(`gives a ${kind} what wf_spec gives ${testCase.name}: ${testCase.description}`, async (t) => {
      const object = objectOf(kind, testCase.name, testCase.written)

      const mutated = mutate(object, testCase)

      assertSameJson(
        t,
        withParsedPodSpecPatches(mutated, testCase),
        expectedOf(testCase, kind),
        'is what the module makes',
      )
      t.strictSame(findChangedUserValues(object as never, mutated), [], 'keeps what the user wrote')
      t.strictSame(mutate(mutated, testCase), mutated, 'changes nothing the second time')
    })

    t.test(`gives a ${kind} the same, whichever layer has the settings of ${testCase.name} (R5)`, async (t) => {
      const { name, written, given } = testCase

      assertSameThroughLayers(t, objectOf(kind, name, written), given)
    })
  }
}

for (const { row, what, shownIn } of DIFFERENCES) {
  t.test(`has a case of the difference ${row}: ${what}`, async (t) => {
    if (shownIn === undefined) t.ok(CASES.some((testCase) => KINDS.some((kind) => isDifferent(testCase, kind, row))))
    else t.ok(existsSync(new URL(`../fixtures/cases/${shownIn}`, import.meta.url)))
  })
}

t.test('names each difference of the table once', async (t) => {
  const rows = DIFFERENCES.map(({ row }) => Number(row.slice(1))).toSorted((a, b) => a - b)

  t.strictSame(
    rows,
    Array.from({ length: 25 }, (_, index) => index + 1),
  )
})

function mutate(object: unknown, { settings }: ModuleCase): Json {
  return applyStrictly(object, decide({ object, request: CREATED, settings, cluster: ASSUMED_CLUSTER }).patch.join(''))
}

function expectedOf(testCase: ModuleCase, kind: Kind): ModuleObject {
  const spec = testCase.workflowSpec
  for (const { apply } of DIFFERENCES) apply(spec, contextOf(testCase, kind))
  return placeLabels(objectOf(kind, testCase.name, spec), testCase.settings.values.extraWorkflowLabels ?? {})
}

function contextOf({ name, written, settings }: ModuleCase, kind: Kind): Context {
  return {
    written,
    settings: settings.values,
    workload: name,
    isPlain: kind === 'Workflow',
    containerDefaults: containerDefaults(),
  }
}

function containerDefaults(): Container {
  const spec = CASES.find(({ name }) => name === 'defaults-no-image')?.workflowSpec
  const container: Container & { command?: unknown } = { ...spec?.templates[0]?.container }
  delete container.command
  return container
}

function isDifferent(testCase: ModuleCase, kind: Kind, row: string): boolean {
  const spec = testCase.workflowSpec
  for (const difference of DIFFERENCES) {
    const before = JSON.stringify(spec)
    difference.apply(spec, contextOf(testCase, kind))
    if (difference.row === row) return JSON.stringify(spec) !== before
  }
  return false
}

/** D21: ours is JSON text where the module's is YAML text. */
function withParsedPodSpecPatches(mutated: Json, { written }: ModuleCase): unknown {
  const object = structuredClone(mutated) as unknown as ModuleObject
  for (const [index, template] of object.spec.templates.entries()) {
    const isOurs = template['podSpecPatch'] !== undefined && written.templates[index]?.['podSpecPatch'] === undefined
    if (isOurs) template['podSpecPatch'] = parsePodSpecPatch(template['podSpecPatch'])
  }
  return object
}

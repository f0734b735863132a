import * as fc from 'fast-check'
import t from 'tap'
import type { Json } from '../../../src/core/json.ts'
import type { ResolvedSettings } from '../../../src/core/settings/resolve.ts'
import { writeCounterexample } from '../../helpers/counterexamples.ts'
import { decideUnder } from '../../helpers/decided.ts'
import { parse, defaultsArbitrary } from '../../helpers/settings-arbitrary.ts'
import { openOracle } from '../harness/argo-oracle.ts'
import { readTestCluster } from '../harness/test-cluster.ts'
import { mutate } from './mutate.ts'
import { validWorkflowArbitrary } from './valid-workflow.ts'

/** An object with the settings that it is given. */
interface Case {
  readonly object: Json
  readonly defaults: object
  readonly settings: ResolvedSettings
}

/** What a file of `test/fixtures/counterexamples` is written from. */
interface Harmed {
  readonly object: Json
  readonly defaults: object
  /** Empty where there is none. */
  readonly harm: string
}

const OBJECTS = 10_000
const BATCH = 250
/** How many of the harmed ones are printed, to be kept as fixtures. */
const SHOWN = 3
/** Each has as much to say of the defaults as a new one, and making settings takes longer than making objects. */
const OBJECTS_PER_SETTINGS = 10
const seed = Number(process.env['FIDELITY_SEED'] ?? Date.now() % 2 ** 31)

t.setTimeout(1_200_000)
const oracle = openOracle(readTestCluster().built.paths['argo-oracle'])
t.teardown(oracle.close)

t.test(
  `of ${OBJECTS} generated objects, what Argo's validator takes without defaults it takes with them`,
  async (t) => {
    const harms: Harmed[] = []
    let valid = 0
    for (let batch = 0; batch < OBJECTS / BATCH; batch += 1) {
      const cases = generate(seed + batch)
      const examined = await examineAll(cases)
      valid += examined.filter(({ isValid }) => isValid).length
      harms.push(...examined.filter(({ harm }) => harm !== ''))
    }

    console.error(
      `generated: ${OBJECTS} tried, ${valid} taken without defaults, ${harms.length} harmed (FIDELITY_SEED=${seed})`,
    )
    for (const harmed of harms.slice(0, SHOWN)) console.error(`\n${writeCounterexample(harmed)}`)
    t.equal(harms.length, 0, `FIDELITY_SEED=${seed}`)
    t.ok(valid > OBJECTS / 2, 'the validator takes most of them')
  },
)

function generate(seed: number): readonly Case[] {
  const everySettings = fc.sample(defaultsArbitrary, { seed, numRuns: BATCH / OBJECTS_PER_SETTINGS })
  const objects = fc.sample(validWorkflowArbitrary, { seed, numRuns: BATCH })
  return objects.flatMap((object, index) => {
    const defaults = everySettings[index % everySettings.length] ?? {}
    const settings = parse(defaults)
    return settings === undefined ? [] : [{ object, defaults, settings }]
  })
}

async function examineAll(cases: readonly Case[]): Promise<readonly (Harmed & { readonly isValid: boolean })[]> {
  const before = await oracle.ask({ objects: cases.map(({ object }) => object) })
  const mutated = cases.map(({ object, settings }) => mutate(object, settings))
  const after = await oracle.ask({ objects: mutated })
  return cases.map(({ object, defaults, settings }, index) => {
    const isValid = before[index]?.run === ''
    const refused = isValid ? (after[index]?.run ?? '') : ''
    const changesAgain = decideUnder(settings, mutated[index] ?? null).verdict.patch.length > 0
    const harm = refused === '' && changesAgain ? 'it changes once more when it comes again (R3.9)' : refused
    return { isValid, harm, object, defaults }
  })
}

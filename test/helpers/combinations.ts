import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { JsonObject } from '../../src/core/json.ts'
import type { ModuleObject, Spec } from './wf-spec.ts'
import { divide, objectOf, placeLabels, toSpread } from './wf-spec.ts'

/** A case of `test/fixtures/combinations.yaml`: `test/fixtures/README.md` says what each field means. */
export interface Combination {
  readonly title: string
  /** The settings, as a file has them. */
  readonly given: JsonObject
  /** The object as a user writes it. */
  readonly objectOf: (kind: ModuleObject['kind']) => ModuleObject
  /** What is to become of it. */
  readonly expectedOf: (kind: ModuleObject['kind']) => ModuleObject
  /** What some warning has to say. */
  readonly warnings: readonly string[]
}

interface Stored {
  readonly title: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly written?: object
  readonly spec: object
  readonly 'in-workflow'?: object
  readonly warnings?: readonly string[]
}

/** The name of each object. */
const NAME = 'job'

/** Reads all of them. */
export function loadCombinations(): readonly Combination[] {
  const text = readFileSync(new URL('../fixtures/combinations.yaml', import.meta.url), 'utf8')
  const file = parse(text, { merge: true, maxAliasCount: -1 }) as unknown
  const { cases } = JSON.parse(JSON.stringify(file), toSpread) as { readonly cases: readonly Stored[] }
  return cases.map(toCombination)
}

function toCombination({ title, inputs, written, spec, warnings = [], ...rest }: Stored): Combination {
  const { written: ofInputs, given } = divide({ entrypoint: 'main', ...inputs })
  const inWorkflow = { ...spec, ...rest['in-workflow'] }
  const ofWorkflowsAlone = (given['extraWorkflowLabels'] ?? {}) as object
  return {
    title,
    given,
    warnings,
    objectOf: (kind) => objectOf(kind, NAME, { ...ofInputs, ...written }),
    expectedOf: (kind) =>
      placeLabels(objectOf(kind, NAME, withoutNulls(kind === 'Workflow' ? inWorkflow : spec)), ofWorkflowsAlone),
  }
}

/** A spec without the keys that a case takes out of what the built-in settings yield. */
function withoutNulls(spec: object): Spec {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== null)) as unknown as Spec
}

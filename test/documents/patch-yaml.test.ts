import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { applyPatch } from 'rfc6902'
import t from 'tap'
import type { Json } from '../../src/core/json.ts'
import { isEqual, isList, isObject } from '../../src/core/json.ts'
import type { Operation } from '../../src/documents/apply-operation.ts'
import { patchYaml } from '../../src/documents/patch-yaml.ts'
import { read } from './read.ts'
import { yamlArbitrary } from './yaml-arbitrary.ts'

/** What is to be done, by numbers that choose among the places that there are by then. */
interface Step {
  readonly place: number
  readonly isAdded: boolean
  readonly value: Json
}

const text = fc.oneof(
  fc.constantFrom(
    'on',
    '1:30',
    'n',
    '',
    '~',
    'a: b',
    '# c',
    ' x',
    'two\nlines\n',
    'end\n\n',
    '{{x}}',
    '- x',
    '"',
    '0o7',
    '<<',
    '\t',
    '\u2028',
  ),
  fc.string(),
)
const value: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, 1.5, -3, 1e21),
    text,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('json'),
      { maxKeys: 3 },
    ),
  ),
})).json
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ place: fc.nat(10_000), isAdded: fc.boolean(), value }),
  { minLength: 1, maxLength: 5 },
)
/** Text whose lines stay whatever is added: nothing in braces or brackets, no alias that might be written out. */
const plainYaml = yamlArbitrary.filter((yaml) => !/[{[&*]|- -/u.test(yaml))

t.test('leaves a document that says what the patched object says', async (t) => {
  const property = fc.property(yamlArbitrary, steps, (yaml, chosen) => {
    const { operations, result } = chooseOperations(read(yaml), chosen)

    const patched = patchYaml(yaml, operations)

    assert.ok(isEqual(read(patched), result), `${JSON.stringify(operations)}\n${yaml}----\n${patched}`)
  })
  fc.assert(property, { numRuns: 500 })
  t.pass()
})

t.test('keeps every line where it only adds', async (t) => {
  const property = fc.property(plainYaml, steps, (yaml, chosen) => {
    const { operations } = chooseOperations(
      read(yaml),
      chosen.map((step) => ({ ...step, isAdded: true })),
    )

    const patched = patchYaml(yaml, operations).split('\n')

    const kept = yaml.split('\n').filter((line) => {
      const found = patched.indexOf(line)
      return found !== -1 && patched.splice(0, found + 1).length > 0
    })
    assert.equal(kept.join('\n'), yaml)
  })
  fc.assert(property, { numRuns: 300 })
  t.pass()
})

/** Each step's operation, and what the object is after all of them. */
function chooseOperations(object: Json, chosen: readonly Step[]): { operations: readonly Operation[]; result: Json } {
  const result = structuredClone(object)
  const operations = chosen.map((step): Operation => {
    const operation = chooseOperation(result, step)
    assert.deepEqual(applyPatch(result, [structuredClone(operation)]), [null])
    return operation
  })
  return { operations, result }
}

/** Adds get a new key or the end of a list, replacements what is there. */
function chooseOperation(object: Json, { place, isAdded, value }: Step): Operation {
  const paths = listPaths(object, '')
  const added = paths.filter(({ isNew }) => isNew)
  const there = paths.filter(({ isNew }) => !isNew)
  const from = isAdded || there.length === 0 ? added : there
  return { op: from === added ? 'add' : 'replace', path: from[place % from.length]?.path ?? '', value }
}

function listPaths(value: Json, path: string): readonly { readonly path: string; readonly isNew: boolean }[] {
  if (isList(value))
    return [...value.flatMap((item, index) => listBelow(item, `${path}/${index}`)), { path: `${path}/-`, isNew: true }]
  if (!isObject(value)) return []
  const below = Object.entries(value).flatMap(([key, item]) =>
    listBelow(item ?? null, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  )
  return [...below, { path: `${path}/new`, isNew: true }]
}

function listBelow(value: Json, path: string): readonly { readonly path: string; readonly isNew: boolean }[] {
  return [{ path, isNew: false }, ...listPaths(value, path)]
}

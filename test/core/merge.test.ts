import t from 'tap'
import type { Template } from '../../src/core/argo/templates.ts'
import type { Batch } from '../../src/core/defaults/batch.ts'
import { createBatch } from '../../src/core/defaults/batch.ts'
import { createDefault } from '../../src/core/defaults/default.ts'
import type { Default } from '../../src/core/defaults/default.ts'
import type { Json } from '../../src/core/json.ts'
import type { Surroundings } from '../../src/core/merge.ts'
import { isSet, Merge } from '../../src/core/merge.ts'
import { Place } from '../../src/core/patch/place.ts'
import { partsOf } from '../helpers/spec-parts.ts'

const HARM = { reason: 'daemon', detail: 'templates[db]' } as const

t.test('whatever is present is set, null and nothing are not (R3.1)', async (t) => {
  for (const value of ['a', '', 0, 1, false, true, [], [1], {}, { a: 1 }])
    t.ok(isSet('key', value), JSON.stringify(value))
  for (const value of [null, undefined]) t.notOk(isSet('key', value), String(value))
})

t.test('so are the empties that a user can only have written on purpose (R3.3)', async (t) => {
  for (const field of ['volumes', 'tolerations', 'env', 'volumeMounts']) t.ok(isSet(field, []), field)
  for (const field of ['affinity', 'securityContext', 'retryStrategy', 'synchronization', 'podDisruptionBudget'])
    t.ok(isSet(field, {}), field)
})

t.test('those that every Go client sends are not (R3.2)', async (t) => {
  for (const field of ['resources', 'inputs', 'outputs', 'arguments', 'metadata', 'status']) {
    t.notOk(isSet(field, {}), field)
    t.ok(isSet(field, { a: null }), `${field} with something in it`)
    t.ok(isSet(field, []), `${field} as a list`)
  }
  t.notOk(isSet('name', ''))
  t.ok(isSet('name', 'a'))
})

t.test('injects what is absent', async (t) => {
  const { merge, spec, patch } = prepare({})

  const ruling = merge.offer({ place: spec, field: 'priority', value: valued(5) })

  t.strictSame(ruling, { decision: 'injected', reason: 'absent' })
  t.match(merge.decisions, [{ ...ruling, place: spec, field: 'priority', isEntry: false }])
  t.strictSame(patch(), [{ op: 'add', path: '/spec/priority', value: 5 }])
})

t.test('injects in place of null, and of an empty one that Go clients send', async (t) => {
  const { merge, spec, patch } = prepare({ tolerations: null, resources: {} })

  const first = merge.offer({ place: spec, field: 'tolerations', value: valued([]) })
  const second = merge.offer({ place: spec, field: 'resources', value: valued({ a: 1 }) })

  t.match(
    [first, second],
    [
      { decision: 'injected', reason: 'null' },
      { decision: 'injected', reason: 'empty' },
    ],
  )
  t.strictSame(patch(), [
    { op: 'replace', path: '/spec/tolerations', value: [] },
    { op: 'replace', path: '/spec/resources', value: { a: 1 } },
  ])
})

t.test('keeps what the user set, whole: a default never merges into it', async (t) => {
  const { merge, spec, patch } = prepare({ ttlStrategy: { secondsAfterSuccess: 1 } })

  const decision = merge.offer({ place: spec, field: 'ttlStrategy', value: valued({ secondsAfterFailure: 2 }) })

  t.match(decision, { decision: 'kept', reason: 'user-set' })
  t.equal(patch(), '')
})

t.test('keeps what holds the default already, in whatever order of its fields', async (t) => {
  const { merge, spec, patch } = prepare({ ttlStrategy: { a: 1, b: [2] } })

  const decision = merge.offer({ place: spec, field: 'ttlStrategy', value: valued({ b: [2], a: 1 }) })

  t.match(decision, { decision: 'kept', reason: 'equals-default' })
  t.equal(patch(), '')
})

t.test('keeps what is set where Argo would take it from', async (t) => {
  const { merge, spec, patch } = prepare({})

  const decision = merge.offer({ place: spec, field: 'a', value: valued(1), elsewhere: 'templateDefaults.a' })

  t.match(decision, { decision: 'kept', reason: 'set-elsewhere', detail: 'templateDefaults.a' })
  t.equal(patch(), '')
})

t.test('skips what would do harm', async (t) => {
  const { merge, spec, patch } = prepare({})

  const decision = merge.offer({ place: spec, field: 'a', value: valued(1), harm: HARM })

  t.match(decision, { decision: 'skipped', ...HARM })
  t.equal(patch(), '')
})

t.test('what the user set is kept whatever harm a default would do', async (t) => {
  const { merge, spec } = prepare({ a: 2 })

  t.match(merge.offer({ place: spec, field: 'a', value: valued(1), harm: HARM, elsewhere: 'b' }), {
    reason: 'user-set',
  })
  t.match(merge.offer({ place: spec, field: 'c', value: valued(1), harm: HARM, elsewhere: 'b' }), {
    reason: 'set-elsewhere',
  })
})

t.test('skips what would go into something of another shape', async (t) => {
  const { merge, spec, patch } = prepare({ podMetadata: 'text' })
  const place = spec.field('podMetadata').field('labels')

  const decision = merge.offer({ place, field: 'a', value: valued('b') })

  t.match(decision, { decision: 'skipped', reason: 'malformed', detail: 'podMetadata' })
  t.equal(patch(), '')
})

t.test('skips a default with a tag that does not resolve where it goes', async (t) => {
  const asked: unknown[] = []
  const { merge, spec, patch } = prepare({ templates: [{ name: 'a', container: {} }] }, (tags, template) => {
    asked.push([tags, template?.name])
    return 'inputs.parameters.x'
  })
  const [template] = partsOf({ templates: [{ name: 'a', container: {} }] }).templates

  const decision = merge.offer({ place: spec, field: 'a', value: valued('{{inputs.parameters.x}}'), template })

  t.match(decision, { decision: 'skipped', reason: 'tag-unresolved', detail: '{{inputs.parameters.x}}' })
  t.strictSame(asked, [[['inputs.parameters.x'], 'a']])
  t.equal(patch(), '')
})

t.test('injects a default whose tags resolve, and asks of none that has no tags', async (t) => {
  let asked = 0
  const { merge, spec } = prepare({}, () => {
    asked += 1
    return undefined
  })

  merge.offer({ place: spec, field: 'a', value: valued('{{workflow.name}}') })
  merge.offer({ place: spec, field: 'b', value: valued('text') })

  t.strictSame(
    merge.decisions.map(({ decision }) => decision),
    ['injected', 'injected'],
  )
  t.equal(asked, 1)
})

t.test('has nothing to say where the settings yield nothing', async (t) => {
  const { merge, spec, patch } = prepare({ a: 1 })

  t.equal(merge.offer({ place: spec, field: 'a', value: undefined, harm: HARM }), undefined)
  t.equal(merge.offerItem({ place: spec.list('b'), field: 'a', value: undefined, harm: HARM }), undefined)
  t.strictSame(merge.decisions, [])
  t.equal(patch(), '')
})

t.test('appends an item to a list that has none of its name', async (t) => {
  const { merge, spec, patch } = prepare({ parameters: [{ name: 'a' }, null, 'b'] })

  const decision = merge.offerItem({ place: spec.list('parameters'), field: 'b', value: valued({ name: 'b' }) })

  t.match(decision, { decision: 'injected', reason: 'absent' })
  t.strictSame(patch(), [{ op: 'add', path: '/spec/parameters/-', value: { name: 'b' } }])
})

t.test('makes the list where there is none', async (t) => {
  const { merge, spec, patch } = prepare({ parameters: null })
  const place = spec.list('parameters')

  merge.offerItem({ place, field: 'a', value: valued({ name: 'a' }) })
  merge.offerItem({ place, field: 'b', value: valued({ name: 'b' }) })

  t.strictSame(patch(), [{ op: 'replace', path: '/spec/parameters', value: [{ name: 'a' }, { name: 'b' }] }])
})

t.test('keeps an item of the same name', async (t) => {
  const { merge, spec, patch } = prepare({
    parameters: [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ],
  })
  const place = spec.list('parameters')

  const theirs = merge.offerItem({ place, field: 'a', value: valued({ name: 'a', value: '2' }) })
  const ours = merge.offerItem({ place, field: 'b', value: valued({ name: 'b', value: '2' }) })

  t.match(
    [theirs, ours],
    [
      { decision: 'kept', reason: 'user-set' },
      { decision: 'kept', reason: 'equals-default' },
    ],
  )
  t.equal(patch(), '')
})

t.test('skips an item where there is no list to put it into', async (t) => {
  const { merge, spec, patch } = prepare({ parameters: { a: 1 } })

  const decision = merge.offerItem({ place: spec.list('parameters'), field: 'a', value: valued({ name: 'a' }) })

  t.match(decision, { decision: 'skipped', reason: 'malformed', detail: 'parameters' })
  t.equal(patch(), '')
})

t.test('injects a batch as it would each default by itself', async (t) => {
  const batch = batchOf({ a: 1, 'b/c': [2], d: 'x' })
  const wholes = [{}, { e: 1 }, undefined, null].map((value) => prepareUnder(value))

  for (const { merge, place } of wholes) merge.offerAll(place, batch)

  const single = prepareUnder({})
  for (const [field, value] of batch.fields) single.merge.offer({ place: single.place, field, value, isEntry: true })
  for (const { merge } of wholes) {
    t.strictSame(
      merge.decisions.map(({ field, isEntry, decision, reason }) => [field, isEntry, decision, reason]),
      single.merge.decisions.map(({ field, isEntry, decision, reason }) => [field, isEntry, decision, reason]),
    )
    t.strictSame(merge.counts, { injected: 3, kept: 0, skipped: 0 })
  }
  t.strictSame(wholes[0]?.patch(), single.patch())
  t.strictSame(wholes[2]?.patch(), [{ op: 'add', path: '/spec/map', value: { a: 1, 'b/c': [2], d: 'x' } }])
  t.strictSame(wholes[3]?.patch(), [{ op: 'replace', path: '/spec/map', value: { a: 1, 'b/c': [2], d: 'x' } }])
})

t.test('keeps what the user set of a batch, and injects the rest', async (t) => {
  const { merge, place, patch } = prepareUnder({ a: 5, d: null })

  merge.offerAll(place, batchOf({ a: 1, b: 2, d: 3 }))

  t.strictSame(
    merge.decisions.map(({ field, reason }) => [field, reason]),
    [
      ['a', 'user-set'],
      ['b', 'absent'],
      ['d', 'null'],
    ],
  )
  t.strictSame(patch(), [
    { op: 'add', path: '/spec/map/b', value: 2 },
    { op: 'replace', path: '/spec/map/d', value: 3 },
  ])
})

t.test('leaves out of a batch what has a tag that does not resolve, and all of it where there is no map', async (t) => {
  const tagged = prepareUnder({}, () => 'workflow.labels.x')
  const blocked = prepareUnder('text')

  tagged.merge.offerAll(tagged.place, batchOf({ a: '{{workflow.labels.x}}', b: 'plain' }))
  blocked.merge.offerAll(blocked.place, batchOf({ a: 'plain' }))

  t.strictSame(tagged.patch(), [{ op: 'add', path: '/spec/map/b', value: 'plain' }])
  t.match(tagged.merge.skipped, [{ field: 'a', reason: 'tag-unresolved' }])
  t.match(blocked.merge.skipped, [{ field: 'a', reason: 'malformed' }])
  t.equal(blocked.patch(), '')
})

t.test('remembers its decisions in their order', async (t) => {
  const { merge, spec } = prepare({ b: 1 })

  for (const field of ['c', 'b', 'a']) merge.offer({ place: spec, field, value: valued(1) })

  t.strictSame(
    merge.decisions.map(({ field, reason }) => [field, reason]),
    [
      ['c', 'absent'],
      ['b', 'equals-default'],
      ['a', 'absent'],
    ],
  )
})

function valued(value: Json): Default {
  return createDefault('setting', { layer: 'file' }, value)
}

interface Prepared {
  readonly merge: Merge
  readonly spec: Place
  readonly patch: () => unknown
}

/** A merge into an object with this spec, where every tag resolves if nothing else is said. */
function prepare(spec: Json, findUnresolvedTag: Surroundings['findUnresolvedTag'] = allResolve): Prepared {
  const root = Place.root({ spec })
  return {
    merge: new Merge({ findUnresolvedTag, findAdded: () => [] }, undefined, true),
    spec: root.field('spec', ''),
    patch: () => (root.toPatch().length === 0 ? '' : (JSON.parse(root.toPatch().join('')) as unknown)),
  }
}

function allResolve(_tags: readonly string[], _template: Template | undefined): string | undefined {
  return undefined
}

function batchOf(values: Readonly<Record<string, Json>>): Batch {
  const batch = createBatch(
    Object.entries(values).map(([field, value]) => [field, valued(value)]),
    true,
  )
  if (batch === undefined) throw new Error('expected values')
  return batch
}

/** A map of the spec, with a merge for it. */
function prepareUnder(map: Json | undefined, findUnresolvedTag?: Surroundings['findUnresolvedTag']) {
  const { spec, ...prepared } = prepare(map === undefined ? {} : { map }, findUnresolvedTag)
  return { ...prepared, place: spec.field('map') }
}

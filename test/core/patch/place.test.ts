import t from 'tap'
import type { Json } from '../../../src/core/json.ts'
import type { WrittenValue } from '../../../src/core/patch/place.ts'
import { Place } from '../../../src/core/patch/place.ts'

t.test('adds a field to an object that is there', async (t) => {
  const root = Place.root({ spec: { a: 1 } })

  root.field('spec').add('b', written('2'))

  t.strictSame(patchOf(root), [{ op: 'add', path: '/spec/b', value: 2 }])
})

t.test('adds the same value anywhere, under whatever name', async (t) => {
  const root = Place.root({ a: {}, b: {} })
  const value = written('1')

  root.field('a').add('x', value)
  root.field('b').add('x', value)
  root.field('b').add('y/z', value)
  root.field('a').add('y', value)
  root.field('c').add('x', value)

  t.strictSame(patchOf(root), [
    { op: 'add', path: '/a/x', value: 1 },
    { op: 'add', path: '/b/x', value: 1 },
    { op: 'add', path: '/b/y~1z', value: 1 },
    { op: 'add', path: '/a/y', value: 1 },
    { op: 'add', path: '/c', value: { x: 1 } },
  ])
})

t.test('replaces a field that is there with nothing in it', async (t) => {
  const root = Place.root({ spec: { a: null } })

  root.field('spec').add('a', written('[]'), true)

  t.strictSame(patchOf(root), [{ op: 'replace', path: '/spec/a', value: [] }])
})

t.test(
  'adds a missing object once, with all that goes into it, since an add under a missing parent is refused',
  async (t) => {
    const root = Place.root({})
    const labels = root.field('metadata').field('labels')

    labels.add('a', written('"1"'))
    root.field('metadata').field('annotations').add('c', written('"3"'))
    labels.add('b', written('"2"'))

    t.strictSame(patchOf(root), [
      { op: 'add', path: '/metadata', value: { labels: { a: '1', b: '2' }, annotations: { c: '3' } } },
    ])
  },
)

t.test('adds a missing list once, with all its items', async (t) => {
  const root = Place.root({ spec: {} })
  const parameters = root.field('spec').field('arguments').list('parameters')

  parameters.append(written('{"name":"a"}'))
  parameters.append(written('{"name":"b"}'))

  t.strictSame(patchOf(root), [
    { op: 'add', path: '/spec/arguments', value: { parameters: [{ name: 'a' }, { name: 'b' }] } },
  ])
})

t.test('takes the place of a parent that is null', async (t) => {
  const root = Place.root({ metadata: null, spec: { list: null } })

  root.field('metadata').field('labels').add('a', written('"1"'))
  root.field('spec').list('list').append(written('1'))

  t.strictSame(patchOf(root), [
    { op: 'replace', path: '/metadata', value: { labels: { a: '1' } } },
    { op: 'replace', path: '/spec/list', value: [1] },
  ])
})

t.test('appends to the end of a list that is there', async (t) => {
  const root = Place.root({ list: [] })

  root.list('list').append(written('1'))
  root.list('list').append(written('2'))

  t.strictSame(patchOf(root), [
    { op: 'add', path: '/list/-', value: 1 },
    { op: 'add', path: '/list/-', value: 2 },
  ])
})

t.test('reaches into the items of a list', async (t) => {
  const root = Place.root({ templates: [{}, { name: 'b' }] })
  const item = root.list('templates').item(1, 'b')

  item.add('retryStrategy', written('{}'))
  item.field('container').add('image', written('"i"'))

  t.strictSame(item.value, { name: 'b' })
  t.strictSame(patchOf(root), [
    { op: 'add', path: '/templates/1/retryStrategy', value: {} },
    { op: 'add', path: '/templates/1/container', value: { image: 'i' } },
  ])
})

t.test('reaches into lists of lists', async (t) => {
  const root = Place.root({ steps: [[{ name: 'a' }]] })

  const step = root.list('steps').item(0, undefined, 'list').item(0, 'a')
  step.add('template', written('"t"'))

  t.equal(step.key, 'steps[0][a]')
  t.strictSame(patchOf(root), [{ op: 'add', path: '/steps/0/0/template', value: 't' }])
})

t.test('finds no item where there is no list', async (t) => {
  const root = Place.root({ templates: { 0: 'a' } })

  t.equal(root.list('templates').item(0).value, undefined)
})

t.test('has no patch where nothing was added', async (t) => {
  const root = Place.root({})

  root.field('spec').field('podMetadata').field('labels')

  t.strictSame(root.toPatch(), [])
})

t.test('gives the same patch each time it is asked', async (t) => {
  const root = Place.root({})
  root.field('spec').add('a', written('1'))

  const first = root.toPatch()

  t.strictSame(root.toPatch(), first)
})

t.test('is the same place each time it is asked for', async (t) => {
  const root = Place.root({})

  t.equal(root.field('spec').field('a'), root.field('spec').field('a'))
})

t.test('says what it is called, without a dot at the front', async (t) => {
  const spec = Place.root({ spec: { templates: [{}] } }).field('spec', '')

  t.equal(spec.key, '')
  t.equal(spec.field('podMetadata').field('labels').key, 'podMetadata.labels')
  t.equal(spec.list('templates').item(0, 'build').field('container').key, 'templates[build].container')
  t.equal(spec.list('templates').item(0).key, 'templates[0]', 'by its index where it has no name')
})

t.test('says where it is, and where its fields are, as JSON Pointers', async (t) => {
  const root = Place.root({ 'a/b': { 'm~n': {} }, list: [] })
  const place = root.field('a/b').field('m~n')

  t.equal(root.path, '')
  t.equal(place.path, '/a~1b/m~0n')
  t.equal(place.pathOf('é"/~'), '/a~1b/m~0n/é"~1~0')
  t.equal(root.list('list').pathOf('name'), '/list/-', 'a new item goes to the end')
})

t.test('escapes keys in the operations', async (t) => {
  const root = Place.root({ 'a/"é': {} })

  root.field('a/"é').add('karpenter.sh/~x', written('"true"'))
  root.field('b/"é').add('c/"é', written('1'))

  t.match(root.toPatch().join(''), /^[\u0020-\u007e]+$/u)
  t.strictSame(patchOf(root), [
    { op: 'add', path: '/a~1"é/karpenter.sh~1~0x', value: 'true' },
    { op: 'add', path: '/b~1"é', value: { 'c/"é': 1 } },
  ])
})

t.test('sees only the fields that the user wrote', async (t) => {
  const root = Place.root({})

  for (const name of ['__proto__', 'constructor', 'toString']) {
    t.ok(root.field(name).isMissing, name)
    t.equal(root.field(name).value, undefined, name)
  }
})

t.test('puts values in place of an item, and takes others out', async (t) => {
  const root = Place.root({ list: ['a', 'b', 'c', 'd'] })

  root.list('list').spread([1, 3], [written('"x"'), written('"y"')])

  t.strictSame(patchOf(root), [
    { op: 'remove', path: '/list/3' },
    { op: 'replace', path: '/list/1', value: 'x' },
    { op: 'add', path: '/list/2', value: 'y' },
  ])
})

t.test('takes an item out where nothing takes its place', async (t) => {
  const root = Place.root({ list: ['a'] })

  root.list('list').spread([0], [])

  t.strictSame(patchOf(root), [{ op: 'remove', path: '/list/0' }])
})

t.test('is blocked by what is neither object nor list where one is to be', async (t) => {
  const root = Place.root({ text: 'a', list: [], object: {}, none: null })

  t.notOk(root.field('object').isBlocked)
  t.notOk(root.list('list').isBlocked)
  t.notOk(root.field('none').isBlocked)
  t.notOk(root.field('missing').isBlocked)
  t.ok(root.field('text').isBlocked)
  t.ok(Place.root({ list: [] }).field('list').isBlocked, 'a list where an object is to be')
  t.ok(Place.root({ object: {} }).list('object').isBlocked, 'an object where a list is to be')
})

t.test('is blocked where what it would lie in is', async (t) => {
  const blocked = Place.root({ metadata: 'text' }).field('metadata').field('labels')

  t.ok(blocked.isMissing)
  t.ok(blocked.isBlocked)
})

t.test('names what blocks it: itself, or what it would lie in', async (t) => {
  const root = Place.root({ metadata: 'text', spec: { labels: [] } })

  t.equal(root.field('metadata').field('labels').field('deep').blockedKey, 'metadata')
  t.equal(root.field('spec').field('labels').blockedKey, 'spec.labels')
})

// To look through all of them each time would take longer than the tests may.
t.test('finds each of 700,000 children again', async (t) => {
  const names = Array.from({ length: 700_000 }, (_, index) => `child-${index}`)
  const root = Place.root(Object.fromEntries(names.map((name) => [name, {}])))

  const places = names.map((name) => root.field(name))

  t.ok(names.every((name, index) => root.field(name) === places[index]))
})

t.test('tells a missing place from an empty one', async (t) => {
  const root = Place.root({ empty: {}, none: null, zero: 0 })

  t.ok(root.field('missing').isMissing)
  t.ok(root.field('none').isMissing)
  t.notOk(root.field('empty').isMissing)
  t.notOk(root.field('zero').isMissing)
})

t.test('cuts a large patch between operations', async (t) => {
  const items = Array.from({ length: 40 }, () => ({}))
  const root = Place.root({ items })
  const value = written(JSON.stringify('x'.repeat(1000)))

  for (const index of items.keys()) root.list('items').item(index).add('a', value)

  const pieces = root.toPatch()
  t.ok(pieces.length > 1)
  t.ok(pieces.every((piece) => piece.length < 20_000))
  t.strictSame(
    JSON.parse(pieces.join('')),
    items.map((_item, index) => ({ op: 'add', path: `/items/${index}/a`, value: 'x'.repeat(1000) })),
  )
  t.strictSame(root.toPatch(), pieces)
})

function patchOf(root: Place): Json {
  return JSON.parse(root.toPatch().join('')) as Json
}

function written(text: string): WrittenValue {
  return { text }
}

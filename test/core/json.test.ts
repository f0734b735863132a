import t from 'tap'
import type { Json } from '../../src/core/json.ts'
import { isEqual, isList, isObject, own, ownList, ownPath, ownText } from '../../src/core/json.ts'

const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']

t.test('tells objects and lists from everything else', async (t) => {
  for (const value of [{}, { a: 1 }, JSON.parse('{"__proto__":1}')]) {
    t.ok(isObject(value))
    t.notOk(isList(value))
  }
  for (const value of [[], [1]]) {
    t.ok(isList(value))
    t.notOk(isObject(value))
  }
  for (const value of [null, undefined, '', 'text', 0, true]) {
    t.notOk(isObject(value), String(value))
    t.notOk(isList(value), String(value))
  }
})

t.test('reads only the fields that an object has of its own', async (t) => {
  t.equal(own({ a: 1 }, 'a'), 1)
  t.equal(own({ a: 1 }, 'b'), undefined)
  for (const field of INHERITED) {
    t.equal(own({}, field), undefined, field)
    t.equal(own(JSON.parse(`{"${field}": "mine"}`), field), 'mine', field)
  }
})

t.test('reads no field of what is no object', async (t) => {
  for (const value of [null, undefined, 'text', 7, ['a']]) t.equal(own(value, 'length'), undefined)
})

t.test('follows a path until it breaks off', async (t) => {
  const value = { a: { b: { c: 1 } }, n: null }

  t.equal(ownPath(value, 'a', 'b', 'c'), 1)
  t.equal(ownPath(value, 'a', 'x', 'c'), undefined)
  t.equal(ownPath(value, 'n'), null)
  t.equal(ownPath(value, 'n', 'c'), undefined)
  t.equal(ownPath(value, 'constructor', 'name'), undefined)
  t.strictSame(ownPath(value), value, 'no fields lead to the value itself')
})

t.test('reads a text only where there is something in it', async (t) => {
  const value = { text: 'a', empty: '', number: 1, none: null }

  t.equal(ownText(value, 'text'), 'a')
  for (const field of ['empty', 'number', 'none', 'missing']) t.equal(ownText(value, field), undefined, field)
})

t.test('reads whatever is no list as an empty one', async (t) => {
  const value = { list: [1, null], object: { 0: 'a' }, text: 'abc', none: null }

  t.strictSame(ownList(value, 'list'), [1, null])
  for (const field of ['object', 'text', 'none', 'missing']) t.strictSame(ownList(value, field), [], field)
})

t.test('finds equal what says the same, whatever the order of the fields', async (t) => {
  const pairs: readonly (readonly [Json | undefined, Json | undefined])[] = [
    [1, 1],
    ['a', 'a'],
    [null, null],
    [undefined, undefined],
    [[], []],
    [{}, {}],
    [
      { a: 1, b: [{ c: 2, d: 3 }] },
      { b: [{ d: 3, c: 2 }], a: 1 },
    ],
    [JSON.parse('{"__proto__": {"a": 1}}') as Json, JSON.parse('{"__proto__": {"a": 1}}') as Json],
  ]

  for (const [a, b] of pairs) {
    t.ok(isEqual(a, b), JSON.stringify(a))
    t.ok(isEqual(b, a), JSON.stringify(b))
  }
})

t.test('finds different what differs anywhere', async (t) => {
  const pairs: readonly (readonly [Json | undefined, Json | undefined])[] = [
    [1, '1'],
    [0, false],
    [null, undefined],
    ['', null],
    [{}, []],
    [{}, null],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [{ 0: 'a' }, ['a']],
    [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } }],
    [{ constructor: 1 }, { a: 1 }],
    [JSON.parse('{"__proto__": 1}') as Json, { a: 1 }],
    [JSON.parse('{"__proto__": {}}') as Json, { toString: {} }],
  ]

  for (const [a, b] of pairs) {
    t.notOk(isEqual(a, b), JSON.stringify([a, b]))
    t.notOk(isEqual(b, a), JSON.stringify([b, a]))
  }
})

t.test('compares values that are deeper than the stack', async (t) => {
  t.ok(isEqual(nest(1), nest(1)))
  t.notOk(isEqual(nest(1), nest(2)))
})

function nest(core: Json): Json {
  let value = core
  for (let depth = 0; depth < 200_000; depth += 1) value = [value]
  return value
}

import t from 'tap'
import type { JsonObject } from '../../src/core/json.ts'
import { findOversize } from '../../src/core/size.ts'
import { applyStrictly } from '../helpers/strict-patch.ts'
import { decideWith } from '../helpers/decided.ts'
import { workflow } from '../helpers/objects.ts'

const MEBIBYTE = 1024 * 1024

t.test('an object that stays within a mebibyte is not too large (R13)', async (t) => {
  const object = objectOfSize(MEBIBYTE - 100)

  t.equal(findOversize(object, '[{"op":"add","path":"/spec/priority","value":5}]', undefined), undefined)
})

t.test('one that defaults would take past it is, and both sizes are told', async (t) => {
  const object = objectOfSize(MEBIBYTE - 5)
  const patch = '[{"op":"add","path":"/spec/priority","value":5}]'

  const said = findOversize(object, patch, undefined)

  t.match(said, `${MEBIBYTE - 5} bytes`)
  t.match(said, `${bytesOf(applyStrictly(object, patch))} with the defaults`)
})

t.test('so is one that was past it before', async (t) => {
  t.ok(findOversize(objectOfSize(MEBIBYTE + 1), '[{"op":"add","path":"/spec/a","value":1}]', undefined))
})

t.test('counts bytes, not characters', async (t) => {
  const object = { spec: { text: 'é'.repeat(MEBIBYTE / 2) } }

  t.ok(findOversize(object, '[{"op":"add","path":"/spec/a","value":1}]', undefined))
})

t.test('does not measure an object that came in a small request', async (t) => {
  const unmeasurable: JsonObject = {
    get spec(): never {
      throw new Error('was measured')
    },
  }

  t.equal(findOversize(unmeasurable, '[{"op":"add","path":"/spec","value":{}}]', 1000), undefined)
  t.equal(findOversize(unmeasurable, '[{"op":"add","path":"/spec","value":{}}]', MEBIBYTE - 40), undefined)
  t.throws(() => findOversize(unmeasurable, '[{"op":"add","path":"/spec","value":{}}]', MEBIBYTE))
})

t.test('measures one that came in a large request, of which the object may be a small part', async (t) => {
  const patch = '[{"op":"add","path":"/spec/a","value":1}]'

  t.equal(findOversize(objectOfSize(1000), patch, 2 * MEBIBYTE), undefined)
  t.ok(findOversize(objectOfSize(MEBIBYTE), patch, 2 * MEBIBYTE))
})

t.test('an object that the defaults would make too large is left alone as a whole, with a warning', async (t) => {
  const object = workflow({ templates: [], note: 'x'.repeat(MEBIBYTE) })

  const { outcome, reason, message, warnings, patch, decisions } = decideWith({ priority: 5 }, object)

  t.strictSame([outcome, reason], ['skipped', 'too-large'])
  t.match(message, `${bytesOf(object)} bytes`)
  t.strictSame(warnings, [message])
  t.strictSame([patch, decisions], [[], []])
})

t.test('one that gets nothing is not too large, however large it is', async (t) => {
  const object = workflow({ templates: [], note: 'x'.repeat(MEBIBYTE) })

  const { outcome, warnings } = decideWith({}, object)

  t.equal(outcome, 'unchanged')
  t.strictSame(warnings, [])
})

/** An object whose JSON has this many bytes. */
function objectOfSize(bytes: number): JsonObject {
  const object = { spec: { text: '' } }
  return { spec: { text: 'x'.repeat(bytes - bytesOf(object)) } }
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

import t from 'tap'
import type { Json, JsonObject } from '../../src/core/json.ts'
import { toText } from '../../src/core/patch/pointer.ts'
import { findOversize } from '../../src/core/size.ts'
import { applyStrictly } from '../helpers/strict-patch.ts'
import { decideUnder, decideWith } from '../helpers/decided.ts'
import { containerWorkflow, workflow } from '../helpers/objects.ts'
import { NOTHING, settingsOf } from '../helpers/settings.ts'

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

t.test('counts exactly what is added, whatever it is and wherever it goes', async (t) => {
  const padding = 'x'.repeat(MEBIBYTE)
  const objects: readonly Json[] = [
    { metadata: {}, spec: { templates: [], arguments: { parameters: [] } }, padding },
    { metadata: { labels: {} }, spec: { podMetadata: null, templates: [{ container: { resources: {} } }] }, padding },
    { metadata: null, spec: { 'a/b~c "é"': {}, list: [1], nothing: null, '\ud800': [] }, padding },
  ]
  const patches: readonly (readonly object[])[] = [
    [
      { op: 'add', path: '/metadata/labels', value: { a: 'b', 'ключ"': '\ud800\u0001' } },
      { op: 'add', path: '/metadata/name', value: 'é' },
      { op: 'add', path: '/spec/arguments/parameters/-', value: { name: 'a' } },
      { op: 'add', path: '/spec/arguments/parameters/-', value: { name: 'b' } },
      { op: 'add', path: '/spec/ключ', value: 1 },
    ],
    [
      { op: 'add', path: '/metadata/labels/a', value: '1' },
      { op: 'add', path: '/metadata/labels/b', value: '2' },
      { op: 'replace', path: '/spec/podMetadata', value: { labels: { a: 'b' } } },
      { op: 'replace', path: '/spec/templates/0/container/resources', value: { limits: { memory: '1Gi' } } },
    ],
    [
      { op: 'replace', path: '/metadata', value: {} },
      { op: 'add', path: '/spec/a~1b~0c "é"/~1~0"', value: 1 },
      { op: 'add', path: '/spec/list/-', value: 2 },
      { op: 'replace', path: '/spec/nothing', value: [] },
      { op: 'add', path: '/spec/\ud800/-', value: '\u{1f600}' },
    ],
  ]

  for (const [index, object] of objects.entries()) {
    const patch = toText(patches[index] as unknown as Json)

    const said = findOversize(object as JsonObject, patch, undefined)

    t.match(said, ` ${bytesOf(object)} bytes of JSON, ${bytesOf(applyStrictly(object, patch))} with the defaults`)
  }
})

t.test('and exactly what a spread entry leaves', async (t) => {
  const settings = settingsOf({ ...NOTHING, commonEnv: { A: 'é' } })
  const name = 'panfactum.com/defaults'
  for (const env of [[{ name }], [{ name }, { name }], [{ name: 'X' }, { name }, { name }]]) {
    for (const volumes of [[{ name }], [{ name }, { name }], [{ name: 'own' }, { name }]]) {
      const object = containerWorkflow({ image: 'i', env }, { volumes }, { note: 'x'.repeat(MEBIBYTE) })
      const small = containerWorkflow({ image: 'i', env }, { volumes })
      const { patch } = decideUnder(settings, small).verdict

      const said = findOversize(object as unknown as JsonObject, patch, undefined)

      t.match(said, ` ${bytesOf(applyStrictly(object, patch))} with the defaults`)
    }
  }
})

t.test('and so for whatever the defaults are', async (t) => {
  const settings = settingsOf({ passthroughParameters: [{ name: 'a', default: 'é"' }] })
  const spec = { templates: [{ name: 'main', container: { env: null, resources: {} }, inputs: {} }], arguments: {} }
  const object = workflow(spec, { name: 'é'.repeat(MEBIBYTE), labels: {} })
  const small = { ...object, metadata: { name: 'a', labels: {} } }
  const { patch } = decideUnder(settings, small).verdict

  const said = findOversize(object as unknown as JsonObject, patch, undefined)

  t.match(said, ` ${bytesOf(applyStrictly(object, patch))} with the defaults`)
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

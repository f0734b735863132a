import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import type { Json, JsonObject } from '../../src/core/json.ts'
import { toText } from '../../src/core/patch/pointer.ts'
import { resolveSettings } from '../../src/core/settings/resolve.ts'
import { findLargeObject, findOversize } from '../../src/core/size.ts'
import { applyStrictly } from '../helpers/strict-patch.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import { decideUnder, decideWith } from '../helpers/decided.ts'
import { containerWorkflow, workflow } from '../helpers/objects.ts'
import { NOTHING, settingsOf } from '../helpers/settings.ts'

const MEBIBYTE = 1024 * 1024

t.test('an object that stays within a mebibyte is not too large (R13)', async (t) => {
  const object = objectOfSize(MEBIBYTE - 100)

  t.equal(findOversize(object, ['[{"op":"add","path":"/spec/priority","value":5}]'], undefined), undefined)
})

t.test('one that defaults would take past it is, and both sizes are told', async (t) => {
  const object = objectOfSize(MEBIBYTE - 5)
  const patch = '[{"op":"add","path":"/spec/priority","value":5}]'

  const said = findOversize(object, [patch], undefined)

  t.match(said, `${MEBIBYTE - 5} bytes`)
  t.match(said, `${bytesOf(applyStrictly(object, patch))} with the defaults`)
})

t.test('counts bytes, not characters', async (t) => {
  const object = { spec: { text: 'é'.repeat(MEBIBYTE / 2) } }

  t.ok(findOversize(object, ['[{"op":"add","path":"/spec/a","value":1}]'], undefined))
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

    const said = findOversize(object as JsonObject, [patch], undefined)

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
      const patch = decideUnder(settings, small).verdict.patch.join('')

      const said = findOversize(object as unknown as JsonObject, [patch], undefined)

      t.match(said, ` ${bytesOf(applyStrictly(object, patch))} with the defaults`)
    }
  }
})

t.test('and so for whatever the defaults are', async (t) => {
  const settings = settingsOf({ passthroughParameters: [{ name: 'a', default: 'é"' }] })
  const spec = { templates: [{ name: 'main', container: { env: null, resources: {} }, inputs: {} }], arguments: {} }
  const object = workflow(spec, { name: 'é'.repeat(MEBIBYTE), labels: {} })
  const small = { ...object, metadata: { name: 'a', labels: {} } }
  const patch = decideUnder(settings, small).verdict.patch.join('')

  const said = findOversize(object as unknown as JsonObject, [patch], undefined)

  t.match(said, ` ${bytesOf(applyStrictly(object, patch))} with the defaults`)
})

t.test('does not measure an object that came in a small request', async (t) => {
  const unmeasurable: JsonObject = {
    get spec(): never {
      throw new Error('was measured')
    },
  }

  t.equal(findOversize(unmeasurable, ['[{"op":"add","path":"/spec","value":{}}]'], 1000), undefined)
  t.equal(findOversize(unmeasurable, ['[{"op":"add","path":"/spec","value":{}}]'], MEBIBYTE - 40), undefined)
  t.throws(() => findOversize(unmeasurable, ['[{"op":"add","path":"/spec","value":{}}]'], MEBIBYTE))
})

t.test('measures one that came in a large request, of which the object may be a small part', async (t) => {
  const patch = '[{"op":"add","path":"/spec/a","value":1}]'

  t.equal(findOversize(objectOfSize(1000), [patch], 2 * MEBIBYTE), undefined)
  t.ok(findOversize(objectOfSize(MEBIBYTE), [patch], 2 * MEBIBYTE))
})

t.test('an object that the defaults would make too large is left alone as a whole, with a warning', async (t) => {
  const empty = workflow({ templates: [], note: '' })
  const object = workflow({ templates: [], note: 'x'.repeat(MEBIBYTE - bytesOf(empty)) })

  const { outcome, reason, message, warnings, patch, decisions } = decideWith({ priority: 5 }, object)

  t.strictSame([outcome, reason], ['skipped', 'too-large'])
  t.match(message, `${MEBIBYTE} bytes of JSON, ${MEBIBYTE + ',"priority":5'.length} with the defaults`)
  t.strictSame(warnings, [message])
  t.strictSame([patch, decisions], [[], []])
})

t.test('and one that gets nothing is not too large', async (t) => {
  const empty = workflow({ templates: [], note: '' })
  const object = workflow({ templates: [], note: 'x'.repeat(MEBIBYTE - bytesOf(empty)) })

  const { outcome, warnings } = decideWith({}, object)

  t.equal(outcome, 'unchanged')
  t.strictSame(warnings, [])
})

t.test('a fault is not taken for an object that is too large', async (t) => {
  const cluster = clusterWhere('present', { presenceOf: fail })

  t.throws(() => decideWith({ workflowParallelism: 2 }, workflow({ templates: [] }), { cluster }), {
    message: 'a fault of ours',
  })
})

t.test('one that is too large as it came is left alone, whatever it would get', async (t) => {
  const object = workflow({ templates: [], note: 'x'.repeat(MEBIBYTE) })

  for (const settings of [{}, { priority: 5 }]) {
    const { outcome, reason, message } = decideWith(settings, object)
    t.strictSame([outcome, reason], ['skipped', 'too-large'])
    t.equal(message, `left alone: ${bytesOf(object)} bytes of JSON, and Argo takes at most ${MEBIBYTE}`)
  }
})

t.test('and is not measured where it came in a small request', async (t) => {
  t.equal(findLargeObject(objectOfSize(MEBIBYTE + 1), MEBIBYTE), undefined)
  t.ok(findLargeObject(objectOfSize(MEBIBYTE + 1), MEBIBYTE + 1))
  t.ok(findLargeObject(objectOfSize(MEBIBYTE + 1), undefined))
  t.equal(findLargeObject(objectOfSize(MEBIBYTE), undefined), undefined)
})

t.test('one of which the defaults alone would be too large is left alone before they are all made', async (t) => {
  const templates = Array.from({ length: 20_000 }, () => ({ container: {} }))
  const object = workflow({ templates })

  const { outcome, reason, message, warnings } = decideUnder(resolveSettings(), object).verdict

  t.strictSame([outcome, reason, warnings], ['skipped', 'too-large', [message]])
  t.match(message, `left alone: ${bytesOf(object)} bytes of JSON, more than ${MEBIBYTE} with the defaults, and`)
})

t.test('tiny templates by the megabyte take no more memory than a small heap has', async (t) => {
  const script = `
    import { decide } from '${new URL('../../src/core/decide.ts', import.meta.url).href}'
    import { ASSUMED_CLUSTER } from '${new URL('../../src/core/facts.ts', import.meta.url).href}'
    import { resolveSettings } from '${new URL('../../src/core/settings/resolve.ts', import.meta.url).href}'
    const request = { operation: 'CREATE', mode: 'enabled', namespace: 'demo', oldObject: null }
    const metadata = { name: 'a' }
    for (const count of [60_000, 180_000]) {
      const spec = { templates: Array.from({ length: count }, () => ({ container: {} })) }
      const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata, spec }
      console.log(decide({ object, request, settings: resolveSettings(), cluster: ASSUMED_CLUSTER }).reason)
    }`

  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=96', '--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  )

  t.equal(stdout, 'too-large\ntoo-large\n', stderr)
})

function fail(): never {
  throw new Error('a fault of ours')
}

/** An object whose JSON has this many bytes. */
function objectOfSize(bytes: number): JsonObject {
  const object = { spec: { text: '' } }
  return { spec: { text: 'x'.repeat(bytes - bytesOf(object)) } }
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

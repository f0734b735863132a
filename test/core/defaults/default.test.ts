import t from 'tap'
import type { ListItem } from '../../../src/core/defaults/default.ts'
import {
  createDefault,
  joinItems,
  pickItems,
  yieldDefault,
  yieldMap,
  yieldSetting,
} from '../../../src/core/defaults/default.ts'
import type { Source } from '../../../src/core/settings/resolve.ts'
import { resolveSettings } from '../../../src/core/settings/resolve.ts'
import { NOTHING, settingsOf } from '../../helpers/settings.ts'

const FILE: Source = { layer: 'file' }
/** The layers in the order in which they win (R5). */
const LAYERS: readonly Source[] = [
  { layer: 'file' },
  { layer: 'profile', name: 'p', by: 'file' },
  { layer: 'profile', name: 'p', by: 'namespace' },
  { layer: 'namespace' },
  { layer: 'profile', name: 'p', by: 'object' },
  { layer: 'object' },
]

t.test('a default is its value, as it will be in JSON, and the text of that in ASCII', async (t) => {
  const value = createDefault('commonEnv', FILE, { a: undefined, b: ['é', null] })

  t.match(value, { setting: 'commonEnv', source: FILE, text: String.raw`{"b":["\u00e9",null]}` })
  t.strictSame(value.value, { b: ['é', null] })
  t.strictSame(value.tags, [])
})

t.test('and the Argo tags in it, however deep', async (t) => {
  const value = { a: '{{x}} {{ y }}', b: [{ c: '{{=z}}' }, 7, null, true], d: 'none' }

  t.strictSame(createDefault('commonEnv', FILE, value).tags, ['x', 'y', '=z'])
})

t.test('the settings yield a value under the name of one of them', async (t) => {
  const settings = settingsOf({ ...NOTHING, priority: 5 })

  t.match(yieldDefault(settings, ['priority'], { a: 1 }), { setting: 'priority', source: FILE, value: { a: 1 } })
  t.match(yieldSetting(settings, 'priority'), { setting: 'priority', value: 5 })
})

t.test('they yield nothing by a value with nothing in it (D12)', async (t) => {
  const settings = settingsOf({})

  for (const value of [null, undefined, {}, [], { a: undefined, b: undefined }])
    t.equal(yieldDefault(settings, ['priority'], value), undefined, JSON.stringify(value))
  t.equal(yieldSetting(settings, 'priority'), undefined)
})

t.test('but 0, false and an empty text are values', async (t) => {
  const settings = settingsOf({})

  for (const value of [0, false, '']) t.equal(yieldDefault(settings, ['priority'], value)?.value, value)
})

t.test('of several settings the one of the uppermost layer is named (R5)', async (t) => {
  for (const [index, upper] of LAYERS.entries()) {
    const lower = LAYERS[index - 1] ?? { layer: 'built-in' }
    const settings = resolveSettings(
      { source: lower, values: { uid: 1 } },
      { source: upper, values: { runAsRoot: true } },
    )

    for (const names of [['uid', 'runAsRoot'] as const, ['runAsRoot', 'uid'] as const])
      t.match(yieldDefault(settings, names, 1), { setting: 'runAsRoot', source: upper }, JSON.stringify(upper))
  }
})

t.test('of the same layer, the first', async (t) => {
  const settings = resolveSettings({ source: FILE, values: { uid: 1, runAsRoot: true } })

  t.match(yieldDefault(settings, ['runAsRoot', 'uid'], 1), { setting: 'runAsRoot' })
})

t.test('a map yields a default for each of its entries', async (t) => {
  const settings = settingsOf({ extraLabels: { a: '1', 'example.com/b': '2' } })

  const defaults = yieldMap(settings, 'extraLabels')

  t.strictSame(Object.keys(defaults), ['a', 'example.com/b'])
  t.match(defaults['a'], { setting: 'extraLabels', source: FILE, value: '1' })
  t.strictSame(yieldMap(settingsOf({ extraLabels: null }), 'extraLabels'), {})
})

t.test('items make a list, named after the one of the uppermost layer', async (t) => {
  const list = joinItems([itemOf('a', FILE), itemOf('b', { layer: 'object' }), itemOf('c', { layer: 'built-in' })])

  t.match(list?.whole, {
    setting: 'b',
    source: { layer: 'object' },
    value: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    text: '[{"name":"a"},{"name":"b"},{"name":"c"}]',
    tags: [],
  })
})

t.test('of the same layer, after the first', async (t) => {
  t.match(joinItems([itemOf('a', FILE), itemOf('b', FILE)])?.whole, { setting: 'a' })
})

t.test('a list has the tags of all its items', async (t) => {
  const list = joinItems([itemOf('{{a}}', FILE), itemOf('{{b}}', FILE)])

  t.strictSame(list?.whole.tags, ['a', 'b'])
})

t.test('no items make no list', async (t) => {
  t.equal(joinItems([]), undefined)
})

t.test('of a list some items can be picked', async (t) => {
  const [a, b] = [itemOf('a', FILE), itemOf('b', FILE)]
  const list = joinItems([a, b])
  if (list === undefined) throw new Error('the test has no list')

  t.equal(pickItems(list, [a, b]), list.whole, 'all of them are the list itself')
  t.match(pickItems(list, [b]), { value: [{ name: 'b' }], text: '[{"name":"b"}]' })
  t.equal(pickItems(list, []), undefined)
})

function itemOf(name: string, source: Source): ListItem {
  return { ...createDefault(name, source, { name }), name }
}

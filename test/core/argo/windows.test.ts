import t from 'tap'
import { findWindowsLeaves } from '../../../src/core/argo/windows.ts'
import type { Json } from '../../../src/core/json.ts'
import { partsOf } from '../../helpers/spec-parts.ts'

const WINDOWS = { 'kubernetes.io/os': 'windows' }
const LINUX = { 'kubernetes.io/os': 'linux' }

function leavesOf(spec: Json): readonly (string | undefined)[] {
  return Array.from(findWindowsLeaves(partsOf(spec)), ({ name }) => name)
}

t.test('a leaf runs on Windows where its own node selector says so (H16.4)', async (t) => {
  const templates = [
    { name: 'a', nodeSelector: WINDOWS, container: {} },
    { name: 'b', nodeSelector: { 'beta.kubernetes.io/os': 'windows' }, script: {} },
    { name: 'c', nodeSelector: LINUX, container: {} },
    { name: 'd', nodeSelector: { disk: 'windows' }, container: {} },
    { name: 'e', container: {} },
  ]

  t.strictSame(leavesOf({ templates }), ['a', 'b'])
})

t.test('or that of the spec, unless it has another', async (t) => {
  const templates = [
    { name: 'a', container: {} },
    { name: 'b', nodeSelector: LINUX, container: {} },
  ]

  t.strictSame(leavesOf({ nodeSelector: WINDOWS, templates }), ['a'])
})

t.test('or that of templateDefaults, which comes before the spec', async (t) => {
  const templates = [{ name: 'a', container: {} }]

  t.strictSame(leavesOf({ templateDefaults: { nodeSelector: WINDOWS }, templates }), ['a'])
  t.strictSame(leavesOf({ templateDefaults: { nodeSelector: WINDOWS }, nodeSelector: LINUX, templates }), ['a'])
  t.strictSame(leavesOf({ templateDefaults: { nodeSelector: LINUX }, nodeSelector: WINDOWS, templates }), [])
})

t.test('an empty selector hides none from further out (H11.3)', async (t) => {
  const templates = [{ name: 'a', nodeSelector: {}, container: {} }]

  t.strictSame(leavesOf({ nodeSelector: WINDOWS, templates }), ['a'])
  t.strictSame(leavesOf({ templateDefaults: { nodeSelector: {} }, nodeSelector: WINDOWS, templates }), ['a'])
})

t.test('its own selector and that of templateDefaults are one (H3)', async (t) => {
  const templates = [
    { name: 'a', nodeSelector: { disk: 'ssd' }, container: {} },
    { name: 'b', nodeSelector: LINUX, container: {} },
  ]

  t.strictSame(leavesOf({ templateDefaults: { nodeSelector: WINDOWS }, templates }), ['a'])
})

t.test('or that of a steps or dag template that calls it', async (t) => {
  const templates = [
    {
      name: 'main',
      nodeSelector: WINDOWS,
      steps: [
        [
          { name: 's', template: 'a' },
          { name: 'i', inline: { name: 'inline', container: {} } },
        ],
      ],
    },
    { name: 'a', container: {} },
    { name: 'b', container: {} },
  ]

  t.strictSame(leavesOf({ templates }), ['inline', 'a'])
})

t.test('only leaves run anywhere', async (t) => {
  const templates = [
    { name: 'dag', nodeSelector: WINDOWS, dag: { tasks: [] } },
    { name: 'wait', nodeSelector: WINDOWS, suspend: {} },
    { name: 'agent', nodeSelector: WINDOWS, http: {} },
  ]

  t.strictSame(leavesOf({ templates }), [])
})

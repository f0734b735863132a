import t from 'tap'
import { BUILT_IN_SETTINGS } from '../../../src/core/settings/builtin.ts'
import type { Layer } from '../../../src/core/settings/resolve.ts'
import { resolveSettings } from '../../../src/core/settings/resolve.ts'

const FILE: Layer['source'] = { layer: 'file' }
const GPU: Layer['source'] = { layer: 'profile', name: 'gpu', by: 'namespace' }

t.test('without a layer, everything is built in', async (t) => {
  const { values, sources } = resolveSettings()

  t.strictSame(values, BUILT_IN_SETTINGS)
  t.strictSame(sources.uid, { layer: 'built-in' })
})

t.test('the later layer wins, setting by setting, and is named', async (t) => {
  const { values, sources } = resolveSettings(
    { source: FILE, values: { uid: 1, priority: 2, dnsPolicy: undefined } },
    { source: GPU, values: { uid: 3 } },
  )

  t.match(values, { uid: 3, priority: 2, dnsPolicy: 'ClusterFirst' })
  t.strictSame([sources.uid, sources.priority, sources.dnsPolicy], [GPU, FILE, { layer: 'built-in' }])
})

t.test('replaces a setting whole and never merges it', async (t) => {
  const { values } = resolveSettings(
    { source: FILE, values: { commonEnv: { A: '1', B: '2' } } },
    { source: GPU, values: { commonEnv: { C: '3' } } },
  )

  t.strictSame(values.commonEnv, { C: '3' })
})

t.test('null turns a setting off', async (t) => {
  const { values, sources } = resolveSettings({ source: FILE, values: { defaultResources: null } })

  t.equal(values.defaultResources, null)
  t.strictSame(sources.defaultResources, FILE)
})

t.test('gives maps in the order of their keys, at every depth, and lists in theirs', async (t) => {
  const { values } = resolveSettings({
    source: FILE,
    values: {
      labelsFromParameters: ['b', 'a'],
      nodePreferences: {
        z: { weight: 1, values: ['b', 'a'], operator: 'In' },
        a: { weight: 1, values: ['c'], operator: 'In' },
      },
    },
  })

  t.equal(JSON.stringify(values.labelsFromParameters), '["b","a"]')
  t.equal(
    JSON.stringify(values.nodePreferences),
    '{"a":{"operator":"In","values":["c"],"weight":1},"z":{"operator":"In","values":["b","a"],"weight":1}}',
  )
})

t.test('the hash changes with a value, and not with the order of keys or the layer', async (t) => {
  t.match(hashOf({ A: '1' }), /^[0-9a-f]{8}$/u)
  t.not(hashOf({ A: '1' }), hashOf({ A: '2' }))
  t.equal(hashOf({ A: '1', B: '2' }), hashOf({ B: '2', A: '1' }))
  t.equal(hashOf({ A: '1' }), hashOf({ A: '1' }, GPU))
})

function hashOf(commonEnv: Record<string, string>, source = FILE): string {
  return resolveSettings({ source, values: { commonEnv } }).hash
}

import t from 'tap'
import { modeOf } from '../../src/core/opt-in.ts'

t.test('the label says whether defaults are enabled or audited', async (t) => {
  for (const mode of ['enabled', 'audit'] as const)
    t.equal(modeOf({ metadata: { labels: { 'workflows.panfactum.com/defaults': mode } } }), mode)
})

t.test('any other label, and none, is no opt-in', async (t) => {
  for (const value of ['disabled', 'Enabled', 'true', '', true, null])
    t.equal(modeOf({ metadata: { labels: { 'workflows.panfactum.com/defaults': value } } }), 'not-opted-in')
  for (const labelled of [undefined, null, {}, { metadata: null }, { metadata: { labels: [] } }])
    t.equal(modeOf(labelled), 'not-opted-in')
})

t.test('an annotation is no label', async (t) => {
  t.equal(modeOf({ metadata: { annotations: { 'workflows.panfactum.com/defaults': 'enabled' } } }), 'not-opted-in')
})

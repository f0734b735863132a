import t from 'tap'
import { toNamespaceFacts } from '../../src/core/namespace-facts.ts'

t.test('keeps what a Namespace says to wf-defaults, or seems to', async (t) => {
  const metadata = {
    name: 'demo',
    labels: { 'workflows.panfactum.com/defaults': 'enabled', team: 'a' },
    annotations: { 'settings.workflows.panfactum.com/uid': '5', 'workflows.panfactum.com/profle': 'a', note: 'b' },
  }

  t.strictSame(toNamespaceFacts({ metadata }), {
    labels: { 'workflows.panfactum.com/defaults': 'enabled' },
    annotations: { 'settings.workflows.panfactum.com/uid': '5', 'workflows.panfactum.com/profle': 'a' },
  })
})

t.test('mostly it says nothing', async (t) => {
  for (const object of [undefined, {}, { metadata: { labels: { team: 'a' } } }])
    t.strictSame(toNamespaceFacts(object), { labels: {}, annotations: {} })
})

import t from 'tap'
import { toNamespaceFacts } from '../../src/core/namespace-facts.ts'

t.test('keeps what a Namespace says to wf-defaults', async (t) => {
  const metadata = {
    name: 'demo',
    labels: { 'workflows.panfactum.com/defaults': 'enabled', team: 'a' },
    annotations: { 'settings.workflows.panfactum.com/uid': '5', note: 'b' },
  }

  t.strictSame(toNamespaceFacts({ metadata }), {
    labels: { 'workflows.panfactum.com/defaults': 'enabled' },
    annotations: { 'settings.workflows.panfactum.com/uid': '5' },
  })
})

t.test('mostly it says nothing', async (t) => {
  for (const object of [undefined, {}, { metadata: { labels: { team: 'a' } } }])
    t.strictSame(toNamespaceFacts(object), { labels: {}, annotations: {} })
})

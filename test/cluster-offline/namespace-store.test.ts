import t from 'tap'
import { NamespaceStore } from '../../src/cluster/namespace-store.ts'

const FACTS = { labels: {}, annotations: {} }

t.test('knows nothing before the first list', async (t) => {
  const store = new NamespaceStore(() => 0)
  store.set('a', FACTS)

  t.equal(store.find('a'), undefined)
})

t.test('goes by the last list, and what changed since', async (t) => {
  const store = new NamespaceStore(() => 0)
  store.replace(new Map([['a', FACTS]]))
  store.replace(new Map([['b', FACTS]]))
  store.set('c', FACTS)
  store.delete('b')

  t.strictSame(
    ['a', 'b', 'c'].map((name) => store.find(name)),
    [undefined, undefined, FACTS],
  )
  t.equal(store.size, 1)
})

t.test('does not rely on what was not confirmed for five minutes', async (t) => {
  let now = 0
  const store = new NamespaceStore(() => now)
  store.replace(new Map([['a', FACTS]]))

  now = 300_000
  t.equal(store.find('a'), FACTS)
  now = 300_001
  t.equal(store.find('a'), undefined)
  store.hear()
  t.equal(store.find('a'), FACTS)
})

import { mock } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { ClusterView } from '../../src/cluster/cluster-view.ts'
import { LookUps } from '../../src/cluster/look-ups.ts'
import { NamespaceStore } from '../../src/cluster/namespace-store.ts'
import { toFacts } from '../../src/cluster/object-facts.ts'

const DEFAULT = { 'workflows.argoproj.io/default-artifact-repository': 's3' }
const RUNNER = { kind: 'ServiceAccount', namespace: 'demo', name: 'runner' } as const

/** A view of a cluster that holds these objects, by path from `/api/v1/namespaces/` on. */
function viewOf(objects: Readonly<Record<string, object>>, answer: (path: string) => Promise<void> = async () => {}) {
  const asked: string[] = []
  const namespaces = new NamespaceStore(() => 0)
  const lookUps = new LookUps({
    lookUp: async (path) => {
      asked.push(path)
      await answer(path)
      const object = objects[path.replace('/api/v1/namespaces/', '')]
      return object === undefined ? 'absent' : toFacts(object)
    },
    onLookedUp: () => {},
    now: Date.now,
  })
  const memory = { namespaces, lookUps, argoNamespace: 'argo', now: Date.now }
  return { view: new ClusterView(memory), namespaces, asked, again: () => new ClusterView(memory) }
}

/** Asks, and once more when more is known. */
async function learn<Value>(view: ClusterView, ask: () => Value): Promise<Value> {
  ask()
  for (let pending = view.pending(); pending !== undefined; pending = view.pending()) {
    await pending
    ask()
  }
  return ask()
}

t.test('has nothing to wait for before it is asked', async (t) => {
  t.equal(viewOf({}).view.pending(), undefined)
})

t.test('learns whether what a default names is there', async (t) => {
  const { view, asked } = viewOf({ 'demo/serviceaccounts/runner': { metadata: { name: 'runner' } } })

  t.equal(view.presenceOf(RUNNER), 'unknown')
  await view.pending()

  t.equal(view.presenceOf(RUNNER), 'present')
  t.equal(view.pending(), undefined)
  t.equal(await learn(view, () => view.presenceOf({ ...RUNNER, name: 'other' })), 'absent')
  t.equal(await learn(view, () => view.presenceOf({ kind: 'PriorityClass', name: 'high' })), 'absent')
  t.ok(asked.includes('/apis/scheduling.k8s.io/v1/priorityclasses/high'))
})

t.test('keeps a name in its place, whatever is in it', async (t) => {
  const { view, asked } = viewOf({})

  await learn(view, () => view.presenceOf({ ...RUNNER, name: '../secrets/a?b' }))

  t.strictSame(asked, ['/api/v1/namespaces/demo/serviceaccounts/..%2Fsecrets%2Fa%3Fb'])
})

t.test('a ConfigMap counts where it has the key', async (t) => {
  const { view } = viewOf({ 'demo/configmaps/limits': { metadata: { name: 'limits' }, data: { job: '3' } } })
  const limits = { kind: 'ConfigMap', namespace: 'demo', name: 'limits' } as const

  t.equal(await learn(view, () => view.presenceOf({ ...limits, key: 'job' })), 'present')
  t.equal(await learn(view, () => view.presenceOf({ ...limits, key: 'other' })), 'absent')
  t.equal(await learn(view, () => view.presenceOf({ ...limits, namespace: 'x', key: 'job' })), 'absent')
})

t.test('looks for an artifact repository in the namespace, then where the controller of Argo is (H15.1)', async (t) => {
  const repository = { metadata: { name: 'repositories' }, data: { s3: '' } }

  for (const [namespace, expected] of Object.entries({ demo: 'present', argo: 'present', other: 'absent' })) {
    const { view } = viewOf({ [`${namespace}/configmaps/repositories`]: repository })
    t.equal(await learn(view, () => view.artifactRepository('demo', 'repositories', 's3')), expected, namespace)
  }
})

t.test('it is unknown while one of the two is, and the other has none', async (t) => {
  for (const failing of ['demo', 'argo']) {
    const { view } = viewOf({}, async (path) => {
      if (path.includes(failing)) throw new Error('no answer')
    })
    t.equal(await learn(view, () => view.artifactRepository('demo', 'repositories', 's3')), 'unknown', failing)
  }
})

t.test('knows a namespace that names its default artifact repository', async (t) => {
  const objects = {
    'a/configmaps/artifact-repositories': { metadata: { name: 'artifact-repositories', annotations: DEFAULT } },
    'b/configmaps/artifact-repositories': { metadata: { name: 'artifact-repositories' } },
  }
  const { view } = viewOf(objects)

  for (const [namespace, expected] of Object.entries({ a: true, b: false, c: false }))
    t.equal(await learn(view, () => view.hasDefaultArtifactRepository(namespace)), expected, namespace)
})

t.test('knows the Namespaces that are followed without a look-up', async (t) => {
  const { view, namespaces, asked } = viewOf({})
  const facts = { labels: { 'workflows.panfactum.com/defaults': 'enabled' }, annotations: {} }
  namespaces.replace(new Map([['demo', facts]]))

  t.equal(view.namespace('demo'), facts)
  t.strictSame(asked, [])
  t.equal(view.pending(), undefined)
})

t.test('looks up one that opted in a moment ago', async (t) => {
  const labels = { 'workflows.panfactum.com/defaults': 'audit', team: 'a' }
  const { view } = viewOf({ new: { metadata: { name: 'new', labels } } })

  t.match(await learn(view, () => view.namespace('new')), { labels: { 'workflows.panfactum.com/defaults': 'audit' } })
  t.equal(await learn(view, () => view.namespace('none')), 'absent')
})

t.test('waits 200 ms at most, for all questions together', async (t) => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  t.teardown(() => mock.timers.reset())
  const { view, again } = viewOf({}, async () => new Promise(() => {}))
  let hasWaited = false

  t.equal(view.namespace('slow'), 'unknown')
  void view.pending()?.then(() => (hasWaited = true))
  mock.timers.tick(199)
  await setImmediate()
  t.notOk(hasWaited)
  mock.timers.tick(1)
  await setImmediate()
  t.ok(hasWaited)

  t.equal(view.presenceOf(RUNNER), 'unknown')
  t.equal(view.pending(), undefined, 'nor does it wait for what it is asked then')
  const next = again()
  t.equal(next.namespace('slow'), 'unknown')
  t.equal(next.pending(), undefined, 'the next request does not wait again')
})

import t from 'tap'
import { openKubeconfigCredentials } from '../../src/cluster/kubeconfig-credentials.ts'
import { openCluster } from '../../src/cluster/open-cluster.ts'
import { until } from '../server/helpers/until.ts'
import { standIn } from './helpers/api-server.ts'

const LABELS = { 'workflows.panfactum.com/defaults': 'enabled' }

t.test('follows a cluster: its Namespaces by a watch, the rest by look-ups', async (t) => {
  const heard: number[] = []
  const lookedUp: string[] = []
  const stopped = new AbortController()
  t.teardown(() => stopped.abort())
  const { kubeconfig } = await standIn(t, ({ path, query }, response) => {
    if (path.endsWith('/serviceaccounts/runner')) return { metadata: { name: 'runner' } }
    // Where a client puts the path in order, as ours does.
    if (path === '/api/v1/namespaces/demo/') return { metadata: { name: 'demo' } }
    if (path.endsWith('/serviceaccounts/none')) return 404
    if (path !== '/api/v1/namespaces') return 500
    if (!query.has('watch'))
      return { metadata: { resourceVersion: '1' }, items: [{ metadata: { name: 'demo', labels: LABELS } }] }
    response.writeHead(200).flushHeaders()
    return undefined
  })

  const { view, connection } = openCluster({
    credentials: await openKubeconfigCredentials(kubeconfig),
    argoNamespace: 'argo',
    signal: stopped.signal,
    monitor: {
      heard: (count) => heard.push(count),
      watchBroke: (fault) => t.fail(String(fault)),
      lookedUp: (result, path) => lookedUp.push(`${result} ${path.slice(path.lastIndexOf('/') + 1)}`),
    },
  })
  await until('it has heard', () => heard.length > 0)
  const seen = view()
  const account = { kind: 'ServiceAccount', namespace: 'demo' } as const
  for (const name of ['runner', '..', 'none', 'broken']) seen.presenceOf({ ...account, name })
  await seen.pending()

  t.equal(connection.namespace, 'wf-defaults')
  t.strictSame(heard, [1])
  t.strictSame(seen.namespace('demo'), { labels: LABELS, annotations: {} })
  t.strictSame(
    ['runner', '..', 'none', 'broken'].map((name) => view().presenceOf({ ...account, name })),
    ['present', 'absent', 'absent', 'unknown'],
  )
  t.strictSame(lookedUp.toSorted(), ['absent ..', 'absent none', 'failed broken', 'present runner'])
})

t.test('says when the watch breaks off', async (t) => {
  const stopped = new AbortController()
  t.teardown(() => stopped.abort())
  const { kubeconfig } = await standIn(t, () => 403)

  const credentials = await openKubeconfigCredentials(kubeconfig)

  const fault = await new Promise((resolve) => {
    const monitor = { heard: () => {}, watchBroke: resolve, lookedUp: () => {} }
    openCluster({ credentials, argoNamespace: 'argo', signal: stopped.signal, monitor })
  })

  t.match(fault, { statusCode: 403 })
})

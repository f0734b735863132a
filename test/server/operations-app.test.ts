import t from 'tap'
import { createMetrics } from '../../src/server/metrics.ts'
import { buildOperationsApp } from '../../src/server/operations-app.ts'
import { collectLog } from './helpers/collect-log.ts'

t.test('shows metrics as Prometheus reads them, and is probed', async (t) => {
  const { log } = collectLog()
  const app = buildOperationsApp({ log, isReady: () => true, metrics: createMetrics() })

  const [metrics, live, ready] = [await app.inject('/metrics'), await app.inject('/livez'), await app.inject('/readyz')]

  t.match(metrics.headers['content-type'], /^text\/plain; version=0\.0\.4/u)
  t.match(metrics.body, /^wf_defaults_errors_total 0$/mu)
  t.strictSame([live.statusCode, ready.statusCode], [200, 200])
})

t.test('takes no reviews', async (t) => {
  const { log } = collectLog()
  const app = buildOperationsApp({ log, isReady: () => true, metrics: createMetrics() })

  t.equal((await app.inject({ method: 'POST', url: '/mutate', payload: '{}' })).statusCode, 404)
})

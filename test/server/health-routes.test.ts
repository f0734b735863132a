import t from 'tap'
import { createApp } from '../../src/server/create-app.ts'
import { addHealthRoutes } from '../../src/server/health-routes.ts'
import { collectLog } from './helpers/collect-log.ts'

t.test('lives whether it is ready or not', async (t) => {
  const state = { isReady: true }
  const app = createApp(collectLog())
  addHealthRoutes(app, () => state.isReady)

  const probe = async (): Promise<unknown[]> => {
    const [live, ready] = [await app.inject('/livez'), await app.inject('/readyz')]
    return [live.statusCode, live.body, ready.statusCode, ready.body]
  }

  t.strictSame(await probe(), [200, 'ok\n', 200, 'ok\n'])
  state.isReady = false
  t.strictSame(await probe(), [200, 'ok\n', 503, 'not ready\n'])
})

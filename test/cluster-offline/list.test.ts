import t from 'tap'
import { list } from '../../src/cluster/list.ts'
import { standIn } from './helpers/api-server.ts'

const ON = new AbortController().signal

t.test('reads a list page by page, and gives the version to watch from', async (t) => {
  const { connection, came } = await standIn(t, ({ query }) =>
    query.get('continue') === ''
      ? { metadata: { continue: 'a b', resourceVersion: '7' }, items: [1, 2] }
      : { metadata: { resourceVersion: '7' }, items: [3] },
  )
  const taken: unknown[] = []

  const version = await list(connection, '/api/v1/namespaces?labelSelector=x', (item) => taken.push(item), ON)

  t.equal(version, '7')
  t.strictSame(taken, [1, 2, 3])
  t.strictSame(
    came.map(({ query }) => [query.get('labelSelector'), query.get('limit'), query.get('continue')]),
    [
      ['x', '500', ''],
      ['x', '500', 'a b'],
    ],
  )
})

t.test('fails where a page does not come', async (t) => {
  const { connection } = await standIn(t, ({ query }) =>
    query.get('continue') === '' ? { metadata: { continue: 'a' }, items: [] } : 410,
  )

  await t.rejects(
    list(connection, '/api/v1/namespaces?', () => {}, ON),
    { name: 'ApiFault', statusCode: 410 },
  )
})

t.test('stops between pages when it is told to', async (t) => {
  const stopped = new AbortController()
  const { connection, came } = await standIn(t, () => ({ metadata: { continue: 'a' }, items: [1] }))

  await t.rejects(
    list(connection, '/api/v1/namespaces?', () => stopped.abort(), stopped.signal),
    { name: 'AbortError' },
  )
  t.equal(came.length, 1)
})

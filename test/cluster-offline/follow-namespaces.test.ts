import type { ServerResponse } from 'node:http'
import type { Test } from 'tap'
import t from 'tap'
import { followNamespaces, nextPause } from '../../src/cluster/follow-namespaces.ts'
import { NamespaceStore } from '../../src/cluster/namespace-store.ts'
import { until } from '../server/helpers/until.ts'
import type { Came, Reply } from './helpers/api-server.ts'
import { standIn } from './helpers/api-server.ts'

const LABEL = 'workflows.panfactum.com/defaults'

function namespace(name: string, resourceVersion: string, annotations: object = {}) {
  const metadata = { name, resourceVersion, labels: { [LABEL]: 'enabled', team: 'a' }, annotations }
  return { kind: 'Namespace', metadata }
}

const LISTED = { metadata: { resourceVersion: '5' }, items: [namespace('a', '3'), namespace('b', '4')] }

/** Follows a server that lists two Namespaces, and whose watches the test writes. */
async function follow(t: Test, list: (request: Came) => Reply = () => LISTED) {
  const watches: { readonly version: string | null; readonly response: ServerResponse }[] = []
  const { connection, came } = await standIn(t, (request, response) => {
    if (request.query.get('watch') === null) return list(request)
    response.writeHead(200).flushHeaders()
    watches.push({ version: request.query.get('resourceVersion'), response })
    return undefined
  })
  const stopped = new AbortController()
  const state = { skippedMs: 0, heard: 0 }
  const now = (): number => performance.now() + state.skippedMs
  const store = new NamespaceStore(now)
  const faults: unknown[] = []
  const onHeard = (): void => void (state.heard += 1)
  const ended = followNamespaces({
    connection,
    store,
    onHeard,
    onFault: (fault) => faults.push(fault),
    now,
    signal: stopped.signal,
  })
  t.teardown(() => stopped.abort())
  const tell = (type: string, object: unknown): void =>
    void watches.at(-1)?.response.write(`${JSON.stringify({ type, object })}\n`)
  return { store, watches, faults, state, came, stopped, ended, tell }
}

t.test('lists the Namespaces that opted in, and keeps of each what it says to wf-defaults', async (t) => {
  const annotations = { 'settings.workflows.panfactum.com/uid': '7', 'kubectl.kubernetes.io/last-applied': '{}' }
  const items = [namespace('a', '3', annotations), namespace('b', '4')]
  const { store, came } = await follow(t, () => ({ ...LISTED, items }))

  await until('they are listed', () => store.find('b'))

  t.equal(came[0]?.query.get('labelSelector'), `${LABEL} in (enabled,audit)`)
  t.strictSame(store.find('a'), {
    labels: { [LABEL]: 'enabled' },
    annotations: { 'settings.workflows.panfactum.com/uid': '7' },
  })
})

t.test('takes what the watch tells, from the list on', async (t) => {
  const { store, watches, tell, state } = await follow(t)
  await until('it watches', () => watches.length === 1)

  tell('ADDED', namespace('c', '6'))
  tell('DELETED', namespace('a', '7'))
  tell('MODIFIED', namespace('b', '8', { 'workflows.panfactum.com/profile': 'gpu' }))
  tell('BOOKMARK', { metadata: { resourceVersion: '9' } })
  await until('all is told', () => state.heard === 5)

  t.equal(watches[0]?.version, '5')
  t.ok(store.find('c'))
  t.equal(store.find('a'), undefined)
  t.match(store.find('b'), { annotations: { 'workflows.panfactum.com/profile': 'gpu' } })
  t.equal(store.size, 2)
})

t.test('takes an event that arrives in pieces', async (t) => {
  const { store, watches } = await follow(t)
  const response = (await until('it watches', () => watches[0])).response
  const line = Buffer.from(`${JSON.stringify({ type: 'ADDED', object: namespace('ü', '6') })}\n`)

  for (const byte of line) response.write(Buffer.from([byte]))

  t.ok(await until('it has arrived', () => store.find('ü')))
})

t.test('goes on where a watch ended that the API server ended in its time', async (t) => {
  const { watches, tell, state, faults } = await follow(t)
  await until('it watches', () => watches.length === 1)
  tell('BOOKMARK', { metadata: { resourceVersion: '9' } })
  await until('that is told', () => state.heard === 2)

  state.skippedMs = 1500
  watches[0]?.response.end()
  await until('it watches again', () => watches.length === 2)

  t.equal(watches[1]?.version, '9')
  t.strictSame(faults, [])
})

t.test('lists everything again after ten minutes', async (t) => {
  const { watches, state, came } = await follow(t)
  await until('it watches', () => watches.length === 1)

  state.skippedMs = 600_001
  watches[0]?.response.end()
  await until('it watches again', () => watches.length === 2)

  t.equal(came.filter(({ query }) => !query.has('watch')).length, 2)
})

t.test('begins anew where a watch is cut, and knows what changed meanwhile', async (t) => {
  let items = LISTED.items
  const { store, watches, faults } = await follow(t, () => ({ ...LISTED, items }))
  await until('it watches', () => watches.length === 1)

  items = [namespace('c', '6')]
  watches[0]?.response.destroy()
  await until('it watches again', () => watches.length === 2)

  t.equal(faults.length, 1)
  t.equal(store.size, 1)
  t.ok(store.find('c'))
})

t.test('begins anew where the API server has forgotten the version', async (t) => {
  const { watches, faults, tell } = await follow(t)
  await until('it watches', () => watches.length === 1)

  tell('ERROR', { kind: 'Status', code: 410, message: 'too old resource version' })
  await until('it watches again', () => watches.length === 2)

  t.match(faults, [{ name: 'ApiFault', statusCode: 410, message: 'the watch ended: too old resource version' }])
})

t.test('does not ask again and again where watches end at once', async (t) => {
  const { watches, faults } = await follow(t)

  for (const count of [1, 2]) {
    await until('it watches', () => watches.length === count)
    watches[count - 1]?.response.end()
    await until('it says so', () => faults.length === count)
  }

  t.match(faults, [{ message: /^the watch ended at once/u }, { message: /^the watch ended at once/u }])
})

t.test('waits longer from failure to failure, and no longer after a time in which it went well', async (t) => {
  const held = [0, 0, 30_000, 0, 0, 0, 0, 0, 0, 30_001, 0]
  const pauses: number[] = []
  for (const heldMs of held) pauses.push(nextPause(pauses.at(-1), heldMs))

  t.strictSame(pauses, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 500, 1000])
})

t.test('asks again after each failure', async (t) => {
  const { faults, came } = await follow(t, () => 500)

  await until('it has failed twice', () => faults.length === 2)

  t.equal(came.length, 2)
})

t.test('ends when it is told to, in a watch and after a failure', async (t) => {
  const watching = await follow(t)
  await until('it watches', () => watching.watches.length === 1)
  const failing = await follow(t, () => 500)
  await until('it has failed', () => failing.faults.length === 1)

  watching.stopped.abort()
  failing.stopped.abort()
  await Promise.all([watching.ended, failing.ended])

  t.strictSame(watching.faults, [])
  t.equal(failing.faults.length, 1)
})

import t from 'tap'
import type { Known } from '../../src/cluster/look-ups.ts'
import { LookUps } from '../../src/cluster/look-ups.ts'
import type { ObjectFacts } from '../../src/cluster/object-facts.ts'
import { toFacts } from '../../src/cluster/object-facts.ts'

const PATH = '/api/v1/namespaces/demo/configmaps/limits'
const THERE = toFacts({ metadata: { name: 'limits' }, data: { a: '1' } })

/** A cluster with one object in it, at a time that the test sets. */
function prepare() {
  const state = { now: 0, object: THERE as ObjectFacts | 'absent' | Error, asked: 0 }
  const results: string[] = []
  const lookUps = new LookUps({
    lookUp: async () => {
      state.asked += 1
      const { object } = state
      if (object instanceof Error) throw object
      return object
    },
    onLookedUp: (result) => results.push(result),
    now: () => state.now,
  })
  const ask = (isEnough: (facts: ObjectFacts) => boolean = () => true) => {
    const waits: Promise<void>[] = []
    const known = lookUps.find(PATH, isEnough, waits)
    return { known, waits }
  }
  const learn = async (): Promise<Known> => {
    await Promise.all(ask().waits)
    return ask().known
  }
  return { state, results, lookUps, ask, learn }
}

function hasB({ keys }: ObjectFacts): boolean {
  return keys.includes('b')
}

/** Lets look-ups in the background end. */
const settle = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

t.test('knows nothing at first, and gives what to wait for', async (t) => {
  const { ask, state, results } = prepare()

  const { known, waits } = ask()
  await Promise.all(waits)

  t.equal(known, 'unknown')
  t.equal(waits.length, 1)
  t.strictSame(ask(), { known: THERE, waits: [] })
  t.equal(state.asked, 1)
  t.strictSame(results, ['present'])
})

t.test('looks up once, however many ask', async (t) => {
  const { ask, state } = prepare()

  await Promise.all([...ask().waits, ...ask().waits, ...ask().waits])

  t.equal(state.asked, 1)
})

t.test('answers from memory, and asks anew in the background, so that nobody waits', async (t) => {
  const { ask, learn, state } = prepare()
  await learn()

  state.now = 30_000
  t.strictSame(ask(), { known: THERE, waits: [] })
  t.equal(state.asked, 1)
  state.now = 30_001
  t.strictSame(ask(), { known: THERE, waits: [] })
  await settle()

  t.equal(state.asked, 2)
  state.now = 60_001
  t.strictSame(ask(), { known: THERE, waits: [] })
})

t.test('does not rely on what is a minute old', async (t) => {
  const { ask, learn, state } = prepare()
  await learn()
  state.object = 'absent'

  state.now = 60_001
  t.match(ask(), { known: 'unknown', waits: { length: 1 } })

  t.equal(await learn(), 'absent')
})

t.test('remembers for less than 10 s that something is missing', async (t) => {
  const { ask, learn, state } = prepare()
  state.object = 'absent'
  t.equal(await learn(), 'absent')
  state.object = THERE

  state.now = 9000
  t.strictSame(ask(), { known: 'absent', waits: [] })
  await settle()

  t.strictSame(ask(), { known: THERE, waits: [] })
})

t.test('an object that lacks what is asked for counts as missing', async (t) => {
  const { ask, learn, state } = prepare()
  await learn()
  state.object = { ...THERE, keys: ['b'] }

  state.now = 9001
  t.equal(ask().known, THERE)
  const { known, waits } = ask(hasB)
  await Promise.all(waits)

  t.equal(known, 'unknown')
  t.match(ask(hasB), { known: { keys: ['b'] }, waits: [] })
})

t.test('a look-up that fails does not undo what is known, and is not tried at once again', async (t) => {
  const { ask, learn, state, results } = prepare()
  await learn()
  state.object = new Error('no answer')

  state.now = 40_000
  t.equal(ask().known, THERE)
  await settle()
  state.now = 41_000
  t.equal(ask().known, THERE)
  await settle()

  t.strictSame(results, ['present', 'failed'])
  state.now = 60_001
  t.match(ask(), { known: 'unknown', waits: { length: 1 } })
})

t.test('after a failure nobody waits for a while', async (t) => {
  const { ask, learn, state } = prepare()
  state.object = new Error('no answer')
  t.equal(await learn(), 'unknown')

  state.now = 1999
  t.strictSame(ask(), { known: 'unknown', waits: [] })

  state.now = 2001
  t.match(ask(), { known: 'unknown', waits: { length: 1 } })
})

t.test('nobody waits for an answer that has kept somebody waiting already', async (t) => {
  const { ask, state } = prepare()
  t.equal(ask().waits.length, 1)

  state.now = 199
  t.equal(ask().waits.length, 1)
  state.now = 200
  t.equal(ask().waits.length, 0)
})

t.test('forgets what nobody has asked for', async (t) => {
  const { ask, lookUps, learn, state } = prepare()
  await learn()
  t.equal(lookUps.size, 1)

  state.now = 120_000
  lookUps.find('/api/v1/namespaces/other', () => true, [])
  t.equal(lookUps.size, 1)

  ask()
  t.equal(lookUps.size, 2)
})

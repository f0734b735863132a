import t from 'tap'
import { Recent } from '../../../src/core/settings/recent.ts'

t.test('makes a value once', async (t) => {
  const recent = new Recent<object>(2)

  const first = recent.get('a', () => ({}))

  t.equal(
    recent.get('a', () => ({})),
    first,
  )
})

t.test('forgets what was asked for longest ago', async (t) => {
  const recent = new Recent<number>(2)
  const made: string[] = []
  const get = (key: string): number => recent.get(key, () => made.push(key))

  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) get(key)

  t.strictSame(made, ['a', 'b', 'c', 'b'])
})

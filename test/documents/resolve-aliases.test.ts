import t from 'tap'
import { read } from './read.ts'

t.test('reads an alias as the last part of that name before it', async (t) => {
  t.strictSame(read('a: &x 1\nb: *x\nc: &x [2]\nd: *x\n'), { a: 1, b: 1, c: [2], d: [2] })
})

t.test('shares nothing between an alias and what it stands for', async (t) => {
  const { a, b } = read('a: &x {k: [1]}\nb: *x\n') as Record<string, object>

  t.strictSame(a, b)
  t.not(a, b)
})

t.test('refuses an alias without an anchor before it', async (t) => {
  t.throws(() => read('a: *x\nb: &x 1\n'), {
    message: 'expected an anchor &x before the alias *x, but there is none',
    offset: 3,
  })
})

t.test('refuses an alias inside of what it stands for', async (t) => {
  t.throws(() => read('a: &x [*x]\n'), { message: 'expected an alias to something else, but *x stands inside &x' })
})

t.test('refuses a few lines that stand for too much', async (t) => {
  const levels = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`)
  const bomb = `l0: &l0 [x, x]\n${levels.join('\n')}\n`

  t.throws(() => read(bomb), {
    message: /expected aliases that stand for at most 100000 values, but they stand for more/,
  })
})

t.test('refuses aliases that nest too deep', async (t) => {
  t.throws(() => read(`a: &x ${nest('1')}\nb: ${nest('*x')}\n`), {
    message: 'expected at most 500 levels, but it is nested deeper',
  })
})

function nest(inner: string): string {
  return `${'['.repeat(300)}${inner}${']'.repeat(300)}`
}

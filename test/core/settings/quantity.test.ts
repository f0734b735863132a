import t from 'tap'
import { isMoreThan } from '../../../src/core/settings/quantity.ts'

t.test('compares quantities across units', async (t) => {
  const rising = [
    '1n',
    '1u',
    '50m',
    '0.1',
    '2',
    '1k',
    '1Ki',
    '1e4',
    '1M',
    '1Mi',
    '1G',
    '1Gi',
    '1T',
    '1Ti',
    '1P',
    '1Pi',
    '1E',
    '1Ei',
  ]

  for (const [index, quantity] of rising.entries()) {
    for (const smaller of rising.slice(0, index)) {
      t.ok(isMoreThan(quantity, smaller), `${quantity} is more than ${smaller}`)
      t.notOk(isMoreThan(smaller, quantity), `${smaller} is not more than ${quantity}`)
    }
  }
})

t.test('takes two spellings of one quantity for the same', async (t) => {
  for (const [a, b] of [
    ['0.7', '700m'],
    ['1Gi', '1024Mi'],
    ['1e3', '1k'],
    ['1E3', '1000'],
    ['2', '2'],
  ] as const) {
    t.notOk(isMoreThan(a, b), `${a} is not more than ${b}`)
    t.notOk(isMoreThan(b, a), `${b} is not more than ${a}`)
  }
})

import t from 'tap'
import { readPlainScalar, readText } from '../../src/documents/plain-scalar.ts'

t.test('keeps every digit of a number in its JSON', async (t) => {
  const spellings = {
    '9007199254740993': '9007199254740993',
    '18446744073709551616': '18446744073709551616',
    '-12': '-12',
    '1.0': '1.0',
    '1.50e-3': '1.50e-3',
  }

  for (const [source, json] of Object.entries(spellings)) t.equal(readPlainScalar(source)?.json, json)
})

t.test('writes numbers that JSON spells otherwise in decimals', async (t) => {
  const spellings = {
    '0o644': '420',
    '010': '8',
    '0x7FFFFFFFFFFFFFFF': '9223372036854775807',
    '-0b101': '-5',
    '1_000': '1000',
    '+7': '7',
    '.5': '0.5',
    '1.': '1',
  }

  for (const [source, json] of Object.entries(spellings)) t.equal(readPlainScalar(source)?.json, json)
})

t.test('takes what it does not know for text', async (t) => {
  for (const source of ['1:30', '2001-01-01', '1e400', '100Mi', '0o8', '_1', '-', 'nULL', 'x']) {
    t.strictSame(readPlainScalar(source), { value: source, json: JSON.stringify(source) })
  }
})

t.test('has no reading for numbers that JSON does not have', async (t) => {
  for (const source of ['.inf', '-.INF', '+.Inf', '.nan', '.NaN']) t.equal(readPlainScalar(source), undefined)
})

t.test('leaves text as it is', async (t) => {
  t.strictSame(readText('yes "and" no'), { value: 'yes "and" no', json: '"yes \\"and\\" no"' })
})

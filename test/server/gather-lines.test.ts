import t from 'tap'
import { gatherLines } from '../../src/server/gather-lines.ts'
import { until } from './helpers/until.ts'

t.test('writes the lines of a while together, in their order', async (t) => {
  const texts: string[] = []
  const lines = gatherLines(5, (text) => texts.push(text))

  lines.write('one\n')
  lines.write('two\n')
  t.strictSame(texts, [], 'not at once')
  await until('they are written', () => texts.length > 0)
  lines.write('three\n')
  await until('the next is written', () => texts.length > 1)

  t.strictSame(texts, ['one\ntwo\n', 'three\n'])
})

t.test('gives what is gathered, and does not write that', async (t) => {
  const texts: string[] = []
  const lines = gatherLines(5, (text) => texts.push(text))

  t.equal(lines.take(), '')
  lines.write('one\n')
  t.equal(lines.take(), 'one\n')
  lines.write('two\n')
  await until('the rest is written', () => texts.length > 0)

  t.strictSame(texts, ['two\n'])
})

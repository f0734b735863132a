import t from 'tap'
import { gatherLines } from '../../src/server/gather-lines.ts'
import { until } from './helpers/until.ts'

t.test('writes the lines of a while together, in their order', async (t) => {
  const texts: string[] = []
  const lines = gatherLines({ write: (text) => texts.push(text) }, 5)

  lines.write('one\n')
  lines.write('two\n')
  t.strictSame(texts, [], 'not at once')
  await until('they are written', () => texts.length > 0)
  lines.write('three\n')
  await until('the next is written', () => texts.length > 1)

  t.strictSame(texts, ['one\ntwo\n', 'three\n'])
})

t.test('writes at once when it is told to, and only what there is', async (t) => {
  const texts: string[] = []
  const lines = gatherLines({ write: (text) => texts.push(text) }, 60_000)

  lines.flush()
  lines.write('one\n')
  lines.flush()
  lines.flush()

  t.strictSame(texts, ['one\n'])
})

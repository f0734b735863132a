import t from 'tap'
import { choosePaint } from '../../src/cli/colours.ts'
import { createOutput } from './run-cli.ts'

t.test('colours for a terminal alone, and not under NO_COLOR', async (t) => {
  t.equal(paint(true, {}), '\u001b[31mtext\u001b[39m')
  t.equal(paint(true, { NO_COLOR: '' }), '\u001b[31mtext\u001b[39m')
  t.equal(paint(true, { NO_COLOR: '1' }), 'text')
  t.equal(paint(false, {}), 'text')
})

function paint(isTTY: boolean, env: Record<string, string>): string {
  return choosePaint({ stdout: createOutput(isTTY), env })('red', 'text')
}

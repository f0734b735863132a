import t from 'tap'
import { say, tolerateClosedPipe } from '../../src/cli/io.ts'
import { createOutput } from './run-cli.ts'

t.test('says what kind of message it is', async (t) => {
  const stderr = createOutput()

  say({ stdin: process.stdin, stdout: createOutput(), stderr, env: {} }, 'warning', 'look twice')

  t.equal(stderr.printed(), 'warning: look twice\n')
})

t.test('takes a pipe that is closed early for no fault', async (t) => {
  const output = createOutput()
  tolerateClosedPipe(output)

  t.doesNotThrow(() => output.fail(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })))
  t.throws(() => output.fail(Object.assign(new Error('no space left'), { code: 'ENOSPC' })), {
    message: 'no space left',
  })
})

import t from 'tap'
import { InputFault } from '../../src/cli/read-inputs.ts'
import { sayFault } from '../../src/cli/say-fault.ts'
import { createOutput } from './run-cli.ts'

t.test('says the fault of an input, and hands on something else', async (t) => {
  const stderr = createOutput()
  const io = { stdin: process.stdin, stdout: createOutput(), stderr, env: {} }

  t.equal(await sayFault(io, 'nothing', async () => 'something'), 'something')
  t.equal(await sayFault(io, 'nothing', () => reject(new InputFault('a.yaml: no'))), 'nothing')
  t.equal(stderr.printed(), 'error: a.yaml: no\n')
  await t.rejects(
    sayFault(io, 'nothing', () => reject(new TypeError('a slip'))),
    { message: 'a slip' },
  )
})

async function reject(error: Error): Promise<string> {
  throw error
}

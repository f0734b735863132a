import t from 'tap'
import type { Io, Output } from '../../src/cli/io.ts'
import { serveWith } from '../../src/cli/serve.ts'
import type { ServeOptions } from '../../src/server/serve-options.ts'
import { StartFault } from '../../src/server/start-fault.ts'
import { createOutput, runCli } from './run-cli.ts'

t.test('serves as it is told, and prints what serve has to say on standard error', async (t) => {
  const served: ServeOptions[] = []
  const { io, stderr } = createIo({ WF_DEFAULTS_PORT: '9443' })

  const code = await serveWith(io, { logLevel: 'warn' }, async () => ({
    StartFault,
    serve: async (options, print) => {
      served.push(options)
      print('try this\n')
    },
  }))

  t.equal(code, 0)
  t.match(served, [{ port: 9443, logLevel: 'warn', debugPort: 8082 }])
  t.equal(stderr.printed(), 'try this\n')
})

t.test('says why it cannot start, and exits 1', async (t) => {
  const { code, stderr } = await runCli(['serve', '--settings', 'no-such-file.yaml', '--log-level', 'silent'])

  t.equal(code, 1)
  t.match(stderr, /^error: .*no-such-file\.yaml/u)
})

t.test('lets a fault of ours pass', async (t) => {
  const { io } = createIo({})

  await t.rejects(
    serveWith(io, {}, async () => ({ StartFault, serve: slip })),
    { message: 'a slip' },
  )
})

async function slip(): Promise<never> {
  throw new TypeError('a slip')
}

function createIo(env: Io['env']): { io: Io; stderr: Output & { printed: () => string } } {
  const stderr = createOutput()
  return { io: { stdin: process.stdin, stdout: createOutput(), stderr, env }, stderr }
}

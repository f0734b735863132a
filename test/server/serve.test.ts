import { once } from 'node:events'
import { Agent } from 'node:https'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { ask } from './helpers/ask.ts'
import { findFreePort } from './helpers/options.ts'
import { responseOf, reviewOf, WORKFLOW } from './helpers/reviews.ts'
import { runServe } from './helpers/run-serve.ts'
import { until } from './helpers/until.ts'

t.test('goes on serving after SIGTERM until clients have gone elsewhere, and loses no line of its log', async (t) => {
  const { process, places, authority, ended, lines } = runServe(t)
  const { admission, operations } = await places()
  const agent = new Agent({ keepAlive: true, ca: authority() })
  t.teardown(() => agent.destroy())
  const mutate = async () => ask(`https://${admission}/mutate`, { body: reviewOf(WORKFLOW), agent })
  t.equal((await mutate()).headers.connection, 'keep-alive')

  process.kill('SIGTERM')
  await until('it is not ready', async () => (await ask(`http://${operations}/readyz`)).status === 503)
  const answers = await Promise.all(Array.from({ length: 200 }, mutate))

  t.equal(await ended, 0)
  for (const { status, headers, body } of answers) {
    t.match({ status, headers }, { status: 200, headers: { connection: 'close' } })
    t.equal(responseOf(body)['patchType'], 'JSONPatch')
  }
  t.equal(lines.filter(({ msg }) => msg === 'answered an admission request').length, answers.length + 1)
  t.match(lines.slice(-1), [{ msg: 'ended' }])
})

t.test('tells a person what to try, and ends at once at SIGINT', async (t) => {
  const port = await findFreePort()
  const { process, printed, ended, lines } = runServe(t, `--debug-port=${port}`)
  await until('it says what to try', () => printed().includes('/dry-run'))

  t.match(printed(), `\n  curl --data-binary @examples/hello-workflow.yaml http://127.0.0.1:${port}/dry-run\n`)
  process.kill('SIGINT')

  t.equal(await ended, 0)
  t.match(lines.slice(-2), [{ signal: 'SIGINT', delayMs: 0 }, { msg: 'ended' }])
})

t.test('goes on where nobody reads its log any more', async (t) => {
  const { process, places, authority, ended } = runServe(t)
  const { admission } = await places()
  process.stdout?.destroy()
  const mutate = async () => ask(`https://${admission}/mutate`, { body: reviewOf(WORKFLOW), ca: authority() })

  const answers = [await mutate(), await delay(100).then(mutate), await delay(100).then(mutate)]
  process.kill('SIGINT')

  t.strictSame(
    answers.map(({ status }) => status),
    [200, 200, 200],
  )
  t.equal(await ended, 0)
})

t.test('ends at once at a second signal', async (t) => {
  const { process, places, ended, lines } = runServe(t)
  await places()

  process.kill('SIGTERM')
  await until('it drains', () => lines.some(({ signal }) => signal === 'SIGTERM'))
  const again = setInterval(() => process.kill('SIGTERM'), 100)
  t.teardown(() => clearInterval(again))

  t.equal(await ended, 'SIGTERM')
  t.notMatch(lines, [{ msg: 'ended' }])
})

t.test('says in one line why it cannot start', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const { port } = other.address() as AddressInfo
  const missing = join(t.testdir(), 'tls.crt')

  const [noPort, noCertificate] = [
    runServe(t, `--port=${port}`),
    runServe(t, `--tls-cert-file=${missing}`, `--tls-private-key-file=${missing}`),
  ]

  t.strictSame([await noPort.ended, await noCertificate.ended], [1, 1])
  t.equal(
    noPort.printed(),
    `error: cannot listen on 127.0.0.1:${port} (--address, --port): something else listens there\n`,
  )
  t.match(noCertificate.printed(), /^error: cannot serve with .*: ENOENT: no such file.*\n$/u)
})

t.test('names every fault of the settings that it is to start with', async (t) => {
  const text = 'apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\ndefaults: {priority: high, uid: me}\n'
  const settings = join(t.testdir({ 'settings.yaml': text }), 'settings.yaml')

  const { ended, printed } = runServe(t, `--settings=${settings}`)

  t.equal(await ended, 1)
  t.match(printed(), /^error: .*settings\.yaml: defaults\.priority: .*\nerror: .*settings\.yaml: defaults\.uid: .*\n$/u)
})

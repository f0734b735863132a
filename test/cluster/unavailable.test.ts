import { createServer } from 'node:https'
import t from 'tap'
import type { Test } from 'tap'
import { issueKeyPair } from '../../src/certificates/authority.ts'
import { expectKubectl } from './harness/kubectl.ts'
import { podAddress } from './harness/sandbox.ts'
import { until } from './harness/until.ts'
import { publishEndpoints } from './harness/webhook.ts'
import type { Manifest } from './support/manifests.ts'
import { buildManifest } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'
import { untilEnded } from './support/workflows.ts'

// What the manifests give an answer.
const TIMEOUT_MS = 3000

// It runs without any default too.
const SPEC = {
  entrypoint: 'main',
  templates: [{ name: 'main', container: { image: 'busybox', command: ['true'] } }],
}

const { cluster, replica, restart } = await useWebhook(t)
const namespace = await createNamespace(cluster, 'enabled')

t.test('answers that come after the timeout leave a Workflow as it came', async (t) => {
  process.kill(replica.pid, 'SIGSTOP')
  const started = Date.now()

  await expectAsItCame(t)

  t.ok(Date.now() - started >= TIMEOUT_MS)
  process.kill(replica.pid, 'SIGCONT')
  t.ok(isDefaulted(await sendWorkflow()))
})

t.test('nobody there leaves a Workflow as it came', async (t) => {
  await replica.stop()

  await expectAsItCame(t)
})

t.test('answers of HTTP 500 leave a Workflow as it came', async (t) => {
  const asked = await serveFaults(t, 2)
  await publishEndpoints(cluster, 2)

  // The API server hears of a new endpoint a moment later.
  await until('the faulty one is asked', async () => {
    await expectAsItCame(t)
    return asked() > 0
  })
})

t.test('started again, it gives defaults again', async (t) => {
  await restart()
  await publishEndpoints(cluster, 1)

  await until('a Workflow gets its defaults', async () => isDefaulted(await sendWorkflow()))
  t.ok(isDefaulted(await sendWorkflow()))
})

async function expectAsItCame(t: Test): Promise<void> {
  const { metadata, spec } = await sendWorkflow()
  t.strictSame(spec, SPEC)
  t.match(await untilEnded(cluster, namespace, metadata.name), { phase: 'Succeeded' })
}

async function sendWorkflow(): Promise<Manifest> {
  return (await send(cluster, namespace, buildManifest('Workflow', SPEC), WAYS['kubectl create'])).object
}

function isDefaulted({ spec }: Manifest): boolean {
  return spec['activeDeadlineSeconds'] === 86_400
}

/** A server that the API server trusts and that fails each request, at the address of the Pod of that number. Counts them. */
async function serveFaults(t: Test, number: number): Promise<() => number> {
  const secret = await expectKubectl(cluster.kubectl, [
    '-n',
    'wf-defaults',
    'get',
    'secret',
    'wf-defaults-ca',
    '-o',
    'json',
  ])
  const { data } = JSON.parse(secret) as { readonly data: Readonly<Record<string, string>> }
  const decode = (key: string): string => Buffer.from(data[key] ?? '', 'base64').toString()
  const authority = { certificate: decode('tls.crt'), key: decode('tls.key') }
  const { certificate, key } = issueKeyPair(authority, ['wf-defaults.wf-defaults.svc'], new Date())

  let asked = 0
  const server = createServer({ cert: certificate, key }, (request, response) => {
    asked += 1
    request.resume()
    response.writeHead(500).end()
  })
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(8443, podAddress(number), resolve))
  return () => asked
}

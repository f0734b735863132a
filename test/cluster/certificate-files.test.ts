import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { expectKubectl } from './harness/kubectl.ts'
import { readTestCluster } from './harness/test-cluster.ts'
import { until } from './harness/until.ts'
import { applyManifests, publishEndpoints, startReplica } from './harness/webhook.ts'
import { buildManifest } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { readCodeBlocks } from './support/read-code-blocks.ts'

const ROOT = new URL('../../', import.meta.url).pathname
const MOUNTED = '/etc/wf-defaults-tls'

const cluster = readTestCluster()
const { kubectl } = cluster
const folder = mkdtempSync(join(tmpdir(), 'wf-defaults-files-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
await applyManifests(cluster)
// What the way without files has left behind.
await expectKubectl(kubectl, ['delete', 'mutatingwebhookconfiguration', 'wf-defaults'])

t.test('installs with a certificate made by hand, as certs/README.md says', async (t) => {
  const commands = readCodeBlocks(join(ROOT, 'certs/README.md'), 'In a cluster')
  t.ok(commands.includes('kubectl apply -k certs/from-secret'))
  runAsWritten(commands)
  const replica = await startReplica(cluster, 1, folder)
  t.teardown(replica.stop)
  await publishEndpoints(cluster, 1)
  const namespace = await createNamespace(cluster, 'enabled')

  t.ok(await until('the API server gets defaults', async () => isDefaulted(namespace)))
  t.match(replica.tail(), /"serving with a certificate"/u)
  t.notMatch(replica.tail(), /forbidden/u)

  runAsWritten('certs/make.sh "$CERTS"\n')
  const renewed = {
    crt: readFileSync(join(folder, 'tls.crt'), 'utf8'),
    key: readFileSync(join(folder, 'tls.key'), 'utf8'),
  }
  writeFileSync(join(MOUNTED, 'tls.crt'), renewed.crt)
  writeFileSync(join(MOUNTED, 'tls.key'), renewed.key)
  await until('the renewed one is taken', () => /took a change of files/u.test(replica.tail()))
  t.ok(await isDefaulted(namespace))
  t.equal(await readStatus(), 200)
})

/** The commands of a person in a checkout, with kubectl and a folder of the test's own. */
function runAsWritten(commands: string): void {
  const script = commands.replaceAll('.local/certs', folder).replaceAll(/^kubectl /gmu, '"$KUBECTL" ')
  const env = { ...process.env, KUBECONFIG: cluster.kubeconfig, KUBECTL: cluster.built.paths.kubectl, CERTS: folder }
  execFileSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: ROOT, env, stdio: 'pipe' })
}

async function isDefaulted(namespace: string): Promise<boolean> {
  const { object } = await send(cluster, namespace, buildManifest('WorkflowTemplate'), WAYS['kubectl create'])
  return 'activeDeadlineSeconds' in object.spec
}

function readStatus(): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get('http://10.77.0.11:8081/readyz', (response) => resolve(response.resume().statusCode)).on('error', reject)
  })
}

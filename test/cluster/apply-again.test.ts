import t from 'tap'
import { buildOptedIn, KINDS } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'

// Workflows are only looked at when they are made (R2.1): what a second apply would change, it changes.
const KINDS_ON_UPDATE = KINDS.filter((kind) => kind !== 'Workflow')

const { cluster } = await useWebhook(t)
const enabled = await createNamespace(cluster, 'enabled')

for (const kind of KINDS_ON_UPDATE) {
  for (const way of ['kubectl apply', 'kubectl apply --server-side'] as const)
    t.test(`a ${kind} by a second ${way} of the same file stays as it was`, async (t) => {
      const manifest = buildOptedIn(kind)
      const { object: before } = await send(cluster, enabled, manifest, WAYS[way])

      const { object } = await send(cluster, enabled, manifest, WAYS[way])

      t.strictSame(object, before)
    })

  for (const [way, diff] of [
    ['kubectl apply', ['diff', '-f', '-']],
    ['kubectl apply --server-side', ['diff', '--server-side', '-f', '-']],
  ] as const)
    t.test(`kubectl diff shows nothing for a ${kind} after ${way}`, async (t) => {
      const manifest = buildOptedIn(kind)
      await send(cluster, enabled, manifest, WAYS[way])

      const { code, stdout } = await cluster.kubectl([`--namespace=${enabled}`, ...diff], manifest)

      t.equal(stdout, '')
      t.equal(code, 0)
    })

  t.test(`a ${kind} that was changed gets the defaults of what is new`, async (t) => {
    const manifest = buildOptedIn(kind)
    await send(cluster, enabled, manifest, WAYS['kubectl apply'])
    const changed = JSON.parse(JSON.stringify(manifest).replace('"hello"]', '"hello", "again"]')) as typeof manifest

    const { object } = await send(cluster, enabled, changed, WAYS['kubectl apply'])

    t.match(JSON.stringify(object.spec), /"again"/u)
    t.match(JSON.stringify(object.spec), /"image":"docker\.io\/library\/busybox:1\.36\.1"/u)
  })
}

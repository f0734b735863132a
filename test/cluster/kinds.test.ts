import t from 'tap'
import type { Test } from 'tap'
import type { Kind, Manifest } from './support/manifests.ts'
import { buildManifest, buildOptedIn, KINDS } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import type { Way } from './support/objects.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'

const { cluster } = await useWebhook(t)
const enabled = await createNamespace(cluster, 'enabled')
const other = await createNamespace(cluster)

for (const kind of KINDS)
  for (const way of Object.keys(WAYS) as Way[]) {
    t.test(`${kind} by ${way} in an opted-in namespace gets defaults`, async (t) => {
      const manifest = buildOptedIn(kind)

      const { object } = await send(cluster, enabled, manifest, WAYS[way])

      expectDefaults(t, kind, object)
    })

    t.test(`${kind} by ${way} stays as it came where nobody opted in`, async (t) => {
      const manifest = buildManifest(kind)

      const { object } = await send(cluster, other, manifest, WAYS[way])

      t.strictSame(object.spec, manifest.spec)
    })
  }

function expectDefaults(t: Test, kind: Kind, { spec, metadata }: Manifest): void {
  const image = 'docker.io/library/busybox:1.36.1'
  if (kind === 'CronWorkflow') {
    // Its Workflows get theirs when they are made (R6.5).
    t.match(spec, { workflowSpec: { templates: [{ container: { command: ['echo', 'hello'], image } }] } })
    return
  }
  t.match(spec, {
    activeDeadlineSeconds: 86_400,
    schedulerName: 'panfactum',
    tolerations: [{ key: 'spot' }, { key: 'arm64' }],
    templates: [
      { container: { command: ['echo', 'hello'], image, securityContext: { readOnlyRootFilesystem: true } } },
    ],
  })
  t.match(metadata.labels, { 'panfactum.com/workload': /^hello/u })
}

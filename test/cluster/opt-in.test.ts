import { readFileSync } from 'node:fs'
import t from 'tap'
import { until } from './harness/until.ts'
import type { Manifest } from './support/manifests.ts'
import { buildManifest, buildOptedIn, HELLO, KINDS, LABEL } from './support/manifests.ts'
import { createNamespace } from './support/namespaces.ts'
import { send, WAYS } from './support/objects.ts'
import { useWebhook } from './support/use-webhook.ts'

/** One line of the API server's audit log. */
interface AuditEvent {
  readonly objectRef: { readonly name?: string; readonly resource: string }
  readonly annotations?: Readonly<Record<string, string>>
}

const { cluster } = await useWebhook(t)
const enabled = await createNamespace(cluster, 'enabled')
const audited = await createNamespace(cluster, 'audit')

for (const kind of KINDS) {
  t.test(`a ${kind} with the opt-out label stays as it came`, async (t) => {
    const manifest = buildManifest(kind, HELLO, { labels: { [LABEL]: 'disabled' } })

    const { object } = await send(cluster, enabled, manifest, WAYS['kubectl create'])

    t.strictSame(object.metadata.labels, manifest.metadata.labels)
    // What a CronWorkflow makes has to be left alone too (R2.3).
    const passedOn = kind === 'CronWorkflow' ? { workflowMetadata: { labels: { [LABEL]: 'disabled' } } } : {}
    t.strictSame(object.spec, { ...manifest.spec, ...passedOn })
  })

  t.test(`a ${kind} under audit stays as it came, and kubectl and the audit log say what would be done`, async (t) => {
    const labels = kind === 'ClusterWorkflowTemplate' ? { labels: { [LABEL]: 'audit' } } : {}
    const manifest = buildManifest(kind, HELLO, labels)

    const { object, warnings } = await send(cluster, audited, manifest, WAYS['kubectl create'])

    t.match(warnings, /^Warning: audit: \d+ defaults would be injected/mu)
    t.strictSame(object.spec, manifest.spec)
    const scope = kind === 'ClusterWorkflowTemplate' ? 'cluster' : 'namespaced'
    const annotations = (await findAuditEvent(manifest)).annotations ?? {}
    t.equal(annotations[`audit.${scope}.workflows.panfactum.com/outcome`], 'audited')
    t.match(annotations[`audit.${scope}.workflows.panfactum.com/injected`], /^[1-9]\d*$/u)
  })

  t.test(`a ${kind} by kubectl create --dry-run=server shows its defaults, and is not made`, async (t) => {
    const manifest = buildOptedIn(kind)

    const { object } = await send(cluster, enabled, manifest, ['create', '--dry-run=server', '-f', '-'])

    t.notSame(object.spec, manifest.spec)
    const { code: found } = await cluster.kubectl([`--namespace=${enabled}`, 'get', kind, manifest.metadata.name])
    t.equal(found, 1)
  })
}

t.test('the audit log says what was done to a patched object', async (t) => {
  const manifest = buildManifest('Workflow')

  await send(cluster, enabled, manifest, WAYS['kubectl create'])

  const { annotations } = await findAuditEvent(manifest)
  t.equal(annotations?.['enabled.namespaced.workflows.panfactum.com/outcome'], 'patched')
})

/** The API server writes it after it has answered. */
function findAuditEvent({ metadata: { name } }: Manifest): Promise<AuditEvent> {
  return until(`the audit log tells of ${name}`, () => {
    const lines = readFileSync(cluster.auditLog, 'utf8').split('\n').slice(0, -1)
    const events = lines.map((line) => JSON.parse(line) as AuditEvent)
    return events.find(({ objectRef, annotations }) => objectRef.name === name && hasOurs(annotations))
  })
}

function hasOurs(annotations: AuditEvent['annotations'] = {}): boolean {
  return Object.keys(annotations).some((key) => key.includes('workflows.panfactum.com/'))
}

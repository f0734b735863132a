import t from 'tap'
import type { Case } from '../../src/core/decide.ts'
import { decide } from '../../src/core/decide.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import { Place } from '../../src/core/patch/place.ts'
import { resolveSettings } from '../../src/core/settings/resolve.ts'
import { layAnnotations } from '../helpers/lay-annotations.ts'

const settings = resolveSettings()

t.test('writes what lies beyond the first plane in ASCII too', async (t) => {
  const annotations = { 'settings.workflows.panfactum.com/defaultContainerImage': '5 \u{1f600}' }

  const patch = decideFor(cronWorkflow({ metadata: { name: 'a', annotations } })).patch.join('')

  t.match(patch, /5 \\ud83d\\ude00/u)
  t.doesNotThrow(() => btoa(patch))
})

t.test('takes inline templates of any depth, and gives defaults to those that Argo could reach', async (t) => {
  let template: object = { container: { image: 'a' } }
  for (let depth = 0; depth < 500; depth += 1) template = { steps: [[{ name: 's', inline: template }]] }
  const spec = {
    templates: [
      { ...template, name: 'main' },
      { name: 'leaf', container: { image: 'a' } },
    ],
  }

  const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata: { name: 'a' }, spec }
  const patch = decideFor(object).patch.join('')

  t.match(patch, /templates\/1\/container/u)
  t.ok(patch.length < 10_000)
})

t.test('leaves an empty value of a label alone, whatever the label is called', async (t) => {
  const labelled = resolveSettings({ source: { layer: 'file' }, values: { extraLabels: { name: 'x' } } })
  const metadata = { name: 'a', labels: { name: '' } }
  const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata, spec: {} }

  const { patch } = decideFor(object, { settings: labelled })

  t.notMatch(patch, /"\/metadata\/labels\/name"/u)
})

t.test('passes the opt-out of a CronWorkflow on only where it may touch it', async (t) => {
  const optedOut = { name: 'a', labels: { 'workflows.panfactum.com/defaults': 'disabled' } }
  const object = cronWorkflow({ metadata: optedOut })
  const deleted = cronWorkflow({ metadata: { ...optedOut, deletionTimestamp: '2026-01-01T00:00:00Z' } })
  const enabled = { operation: 'CREATE', mode: 'enabled', namespace: 'demo' } as const

  t.match(decideFor(object).patch.join(''), /workflowMetadata/u)
  t.match(decideFor(object, { request: { ...enabled, mode: 'not-opted-in' } }), {
    patch: { length: 0 },
    reason: 'not-opted-in',
  })
  t.match(decideFor(object, { request: { ...enabled, operation: 'UPDATE', oldObject: object } }), {
    patch: { length: 0 },
  })
  t.match(decideFor(deleted), { patch: { length: 0 }, reason: 'being-deleted' })
  t.match(decideFor({ ...object, spec: null }), { patch: { length: 0 }, reason: 'malformed-object' })
})

t.test('mounts nothing where Argo mounts things of its own, whatever the settings say', async (t) => {
  const values = { tmpDirectories: { a: { mountPath: '/argo/staging', sizeMb: 1, nodeLocal: true } } }
  const source = { layer: 'profile', name: 'odd' } as const
  const spec = { templates: [{ name: 'main', container: { image: 'a' } }] }
  const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata: { name: 'a' }, spec }

  const { patch } = decideFor(object, { settings: resolveSettings({ source, values }) })

  t.notMatch(patch, /staging/u)
  t.match(patch, /podinfo/u)
})

t.test('leaves a root that is no object alone', async (t) => {
  t.equal(Place.root(null).isBlocked, false)
  t.equal(Place.root({ a: [] }).field('a').field('b').isBlocked, true)
})

function cronWorkflow(parts: object): object {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'CronWorkflow', spec: { workflowSpec: {} }, ...parts }
}

function decideFor(object: object, parts: Partial<Case> = {}): ReturnType<typeof decide> {
  const request = { operation: 'CREATE', mode: 'enabled', namespace: 'demo' } as const
  return decide({ object, request, settings, cluster: ASSUMED_CLUSTER, layAnnotations, ...parts })
}

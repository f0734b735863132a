import t from 'tap'
import type { Json } from '../../src/core/json.ts'
import { SkipList } from '../../src/core/skip-list.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import type { Circumstances } from '../helpers/decided.ts'
import { decideUnder, decideWith } from '../helpers/decided.ts'
import { clusterWorkflowTemplate, cronWorkflow, workflow, workflowTemplate } from '../helpers/objects.ts'
import { settingsOf } from '../helpers/settings.ts'

const SKIP = 'workflows.panfactum.com/skip'
const SPEC: Json = {
  templates: [
    { name: 'build', container: {} },
    { name: 'set', containerSet: { containers: [{ name: 'main' }, { name: 'other' }] } },
    { name: 'd', dag: { tasks: [{ name: 'a', inline: { script: {} } }] } },
  ],
}
const SETTINGS = settingsOf({
  commonEnv: { A: '1', B: '2' },
  tmpDirectories: { cache: { mountPath: '/cache', nodeLocal: true } },
  volumeMounts: { data: { mountPath: '/data' } },
})

function skipping(keys: string, circumstances?: Circumstances): ReturnType<typeof decideUnder> {
  return decideUnder(SETTINGS, annotated(keys), circumstances)
}

t.test('leaves the keys alone that it names (R3.4)', async (t) => {
  const keys = [
    'tolerations',
    'templates[build].volumes',
    'templates[build].container.env',
    'templates[set].containerSet.containers[main].image',
    'templates[d].dag.tasks[a].inline.script.env',
    'podMetadata.labels[panfactum.com/workload]',
  ]
  const before = decideUnder(SETTINGS, workflow(SPEC, { name: 'a' }))

  const { decisions, warnings, patch } = skipping(keys.join(', '))

  t.strictSame(warnings, [])
  for (const key of keys) {
    t.ok(
      before.decisions.some((decision) => decision.decision === 'injected' && decision.key.startsWith(key)),
      key,
    )
    const left = decisions.filter((decision) => decision.key.startsWith(key))
    t.ok(
      left.every(({ decision, reason }) => decision === 'skipped' && reason === 'skip-annotation'),
      key,
    )
  }
  t.notMatch(JSON.stringify(patch), /"spot","operator"/u)
})

t.test('[*] is any name, and a key covers what lies below it', async (t) => {
  const { reasons, find } = skipping('templates[*].container, templates[set], podMetadata')

  const left = Object.entries(reasons).filter(([key]) =>
    /^templates\[(?:build\]\.container|set\])|^podMetadata/u.test(key),
  )
  t.ok(left.length > 6)
  t.ok(left.every(([, reason]) => reason === 'skipped/skip-annotation'))
  t.match(find('templates[d].dag.tasks[a].inline.script.image'), { decision: 'injected' })
})

t.test('* is any field, and by itself everything', async (t) => {
  const { reasons, find, warnings } = skipping('templates[build].*, podMetadata.*')
  const everything = skipping('*')

  t.equal(reasons['templates[build].container.image'], 'skipped/skip-annotation')
  t.equal(reasons['podMetadata.labels[panfactum.com/workload]'], 'skipped/skip-annotation')
  t.match(find('templates[set].volumes'), { decision: 'injected' })
  t.strictSame([warnings, everything.warnings, everything.outcome], [[], [], 'unchanged'])
  t.strictSame([...new Set(Object.values(everything.reasons))], ['skipped/skip-annotation'])
})

t.test('one item of a list can be named', async (t) => {
  const { find } = skipping('templates[build].container.env[A]')

  t.strictSame(find('templates[build].container.env')?.value, [{ name: 'B', value: '2' }])
  t.match(find('templates[build].container.env[A]'), { decision: 'skipped', reason: 'skip-annotation' })
})

t.test('no mount is left without its volume (R6.3)', async (t) => {
  const whole = skipping('templates[build].volumes')
  const one = skipping('templates[build].volumes[cache]')
  const claims = skipping('volumeClaimTemplates')

  t.strictSame(mountsOf(whole), ['data'])
  t.strictSame(mountsOf(one), ['data', 'podinfo'])
  t.strictSame(mountsOf(claims), ['cache', 'podinfo'])
  t.equal(claims.find('volumeClaimGC'), undefined)
})

t.test('no volume is left without a mount', async (t) => {
  const { find } = skipping('templates[build].container.volumeMounts[/cache]')

  t.match(find('templates[build].volumes')?.value, [{ name: 'podinfo' }])
})

t.test('logs are not archived where the repository is left out (H15.2)', async (t) => {
  const { reasons } = skipping('artifactRepositoryRef', { cluster: clusterWhere('present') })

  t.equal(reasons['archiveLogs'], 'skipped/no-artifact-repository')
  t.equal(reasons['podGC'], 'skipped/no-artifact-repository')
})

t.test('a parameter that is left out goes nowhere', async (t) => {
  const settings = { passthroughParameters: [{ name: 'stage', default: 'a' }], labelsFromParameters: ['stage'] }

  const { reasons } = decideWith(settings, annotated('arguments.parameters[stage]'))
  const inputs = decideWith(settings, annotated('templates[d].inputs')).reasons

  t.strictSame(reasons, {
    'arguments.parameters[stage]': 'skipped/skip-annotation',
    'workflowMetadata.labelsFrom[stage]': 'skipped/parameter-undefined',
  })
  t.equal(inputs['templates[d].inputs.parameters[stage]'], 'skipped/skip-annotation')
  t.equal(inputs['templates[d].dag.tasks[a].arguments.parameters[stage]'], 'skipped/tag-unresolved')
})

t.test('what the user set is kept, and counts as named', async (t) => {
  const object = workflow({ tolerations: [], templates: [] }, { name: 'a', annotations: { [SKIP]: 'tolerations' } })

  const { reasons, warnings } = decideUnder(SETTINGS, object)

  t.equal(reasons['tolerations'], 'kept/user-set')
  t.strictSame(warnings, [])
})

t.test('a key that names nothing draws a warning with the nearest', async (t) => {
  t.strictSame(
    skipping('tolerationz, templates[biuld].volumes, spec.tolerations, nothing-near,, templates[biuld').warnings,
    [
      'workflows.panfactum.com/skip: tolerationz names nothing here; did you mean tolerations?',
      'workflows.panfactum.com/skip: templates[biuld].volumes names nothing here; did you mean templates[build].volumes?',
      'workflows.panfactum.com/skip: spec.tolerations names nothing here; did you mean tolerations?',
      'workflows.panfactum.com/skip: nothing-near names nothing here',
      'workflows.panfactum.com/skip: templates[biuld names nothing here; did you mean templates[build]?',
    ],
  )
  t.strictSame(skipping('').warnings, [])
})

t.test('holds for every kind', async (t) => {
  const annotations = { [SKIP]: 'templates[build].container.image' }
  const shared = clusterWorkflowTemplate(SPEC)
  const metadata = { ...(shared.metadata as object), annotations }

  for (const [object, namespace] of [
    [workflowTemplate(SPEC, { annotations }), 'demo'],
    [{ ...shared, metadata }, ''],
    [cronWorkflow(SPEC, { annotations }), 'demo'],
  ] as const) {
    const { find, warnings } = decideUnder(SETTINGS, object, { request: { namespace } })

    t.match(find('templates[build].container.image'), { reason: 'skip-annotation' }, object.kind)
    t.strictSame(warnings, [], object.kind)
  }
})

t.test('a CronWorkflow names keys of the Workflows that come of it (R6.5)', async (t) => {
  const keys = 'tolerations, templates[build].container.env, tolerationz'
  const object = cronWorkflow(SPEC, { annotations: { [SKIP]: keys } })

  const { warnings, find } = decideUnder(SETTINGS, object)

  t.strictSame(warnings, ['workflows.panfactum.com/skip: tolerationz names nothing here; did you mean tolerations?'])
  t.match(find(`workflowMetadata.annotations[${SKIP}]`), { decision: 'injected', value: keys })
})

t.test('it hands its own annotations on, whatever it names (R6.5)', async (t) => {
  for (const keys of ['*', 'workflowMetadata.annotations']) {
    const annotations = { [SKIP]: keys, 'settings.workflows.panfactum.com/uid': '5' }

    const { patch } = decideUnder(SETTINGS, cronWorkflow({ templates: [] }, { annotations }))

    t.strictSame(patch, [{ op: 'add', path: '/spec/workflowMetadata', value: { annotations } }])
  }
})

t.test('takes any text', async (t) => {
  for (const text of [',', '[', ']', '[[*]]', '.', '..a..', '[*]', 'a'.repeat(10_000), '[,]', '\u0000'])
    t.doesNotThrow(() => new SkipList(text).covers('templates[a].container.env[B]'), text)
})

function annotated(keys: string): object {
  return workflow(SPEC, { name: 'a', annotations: { [SKIP]: keys } })
}

function mountsOf({ find, after }: ReturnType<typeof decideUnder>): readonly string[] {
  const mounts = find('templates[build].container.volumeMounts')?.value as readonly { readonly name: string }[]
  const text = JSON.stringify(after)
  return mounts.map(({ name }) => name).filter((name) => text.includes(name))
}

t.test('takes thousands of keys, the same or others, before the test runs out of time', async (t) => {
  const texts = ['a,'.repeat(100_000), Array.from({ length: 10_000 }, (_, index) => `templates[${index}].x`).join(',')]

  for (const text of texts) {
    const { warnings, outcome } = skipping(`tolerations,${text}`)

    t.equal(outcome, 'patched')
    t.match(warnings[0], / names nothing here/u)
  }
})

t.test('nothing between two commas is no key', async (t) => {
  const { warnings, find } = skipping(' , tolerations, ,')

  t.strictSame(warnings, [])
  t.match(find('tolerations'), { decision: 'skipped', reason: 'skip-annotation' })
})

t.test('what names no key skips none', async (t) => {
  const { warnings, find } = skipping('., tolerations[x')

  t.strictSame(warnings, [
    `${SKIP}: . names nothing here`,
    `${SKIP}: tolerations[x names nothing here; did you mean tolerations?`,
  ])
  t.match(find('tolerations'), { decision: 'injected' })
})

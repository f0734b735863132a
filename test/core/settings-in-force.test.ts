import t from 'tap'
import { decide } from '../../src/core/decide.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import { resolveSettings } from '../../src/core/settings/resolve.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import { decideWith } from '../helpers/decided.ts'
import { clusterWorkflowTemplate, cronWorkflow, workflow } from '../helpers/objects.ts'
import { CREATED } from '../helpers/requests.ts'

const PRIORITY = 'settings.workflows.panfactum.com/priority'
const BAD = { [PRIORITY]: 'high' }

function annotated(annotations: Readonly<Record<string, string>>, metadata: object = {}): object {
  return workflow(undefined, { name: 'a', annotations, ...metadata })
}

function inNamespace(annotations: Readonly<Record<string, string>>): ReturnType<typeof clusterWhere> {
  return clusterWhere('present', { namespace: () => ({ labels: {}, annotations }) })
}

t.test("the object's annotations win over those of its Namespace (R5)", async (t) => {
  const cluster = inNamespace({ [PRIORITY]: '1' })

  t.match(decideWith({}, workflow(), { cluster }).find('priority'), { value: 1, source: { layer: 'namespace' } })
  t.match(decideWith({}, annotated({ [PRIORITY]: '2' }), { cluster }).find('priority'), {
    value: 2,
    source: { layer: 'object' },
  })
})

t.test('a bad annotation denies the object, with a line for each fault', async (t) => {
  const { outcome, reason, message, decisions, patch } = decideWith(
    {},
    annotated({ ...BAD, 'workflows.panfactum.com/profile': 'gpu' }),
  )

  t.strictSame([outcome, reason, decisions, patch], ['denied', 'bad-annotation', [], []])
  t.match(message, /^workflows\.panfactum\.com\/profile: .*\nsettings\.workflows\.panfactum\.com\/priority: .*"high"$/u)
})

t.test('on an object that a controller made it is left out with a warning', async (t) => {
  const made = [
    { ownerReferences: [{ kind: 'Sensor', name: 's', controller: true }] },
    { labels: { 'workflows.argoproj.io/cron-workflow': 'nightly' } },
  ]

  for (const metadata of made) {
    const { outcome, warnings } = decideWith({ dnsPolicy: 'Default' }, annotated(BAD, metadata))

    t.equal(outcome, 'patched')
    t.match(warnings, [/^annotation left out: settings\.workflows\.panfactum\.com\/priority: expected/u])
  }
  t.equal(decideWith({}, annotated(BAD, { ownerReferences: [{ kind: 'Workflow', name: 'p' }] })).outcome, 'denied')
})

t.test('an audit denies nothing (R2.2)', async (t) => {
  const { outcome, warnings } = decideWith({}, annotated(BAD), { request: { mode: 'audit' } })

  t.equal(outcome, 'audited')
  t.match(warnings, [/^annotation left out/u])
})

t.test('nor is what gets nothing denied, whatever its annotations (R2.7)', async (t) => {
  const labels = { 'workflows.panfactum.com/defaults': 'disabled' }

  t.equal(decideWith({}, annotated(BAD, { labels })).outcome, 'skipped')
  t.equal(decideWith({}, annotated(BAD), { request: { operation: 'UPDATE' } }).outcome, 'skipped')
  t.equal(decideWith({}, { ...annotated(BAD), status: { phase: 'Running' } }).outcome, 'skipped')
})

t.test('a CronWorkflow is denied where its Workflows would go without', async (t) => {
  t.equal(decideWith({}, cronWorkflow(undefined, { annotations: BAD })).outcome, 'denied')
})

t.test('a bad annotation of a Namespace is left out, with a warning in each response', async (t) => {
  const { outcome, warnings } = decideWith({ priority: 5 }, workflow(), { cluster: inNamespace(BAD) })

  t.equal(outcome, 'patched')
  t.match(warnings, [/^Namespace demo: settings\.workflows\.panfactum\.com\/priority: .*; left out$/u])
})

t.test('a cluster-scoped object has no Namespace that has a say', async (t) => {
  const { find } = decideWith({}, clusterWorkflowTemplate(), {
    cluster: inNamespace({ [PRIORITY]: '1' }),
    request: { namespace: '' },
  })

  t.equal(find('priority'), undefined)
})

t.test('nor has one that is not there', async (t) => {
  const { outcome } = decideWith({ priority: 5 }, workflow(), {
    cluster: clusterWhere('present', { namespace: () => 'absent' }),
  })

  t.equal(outcome, 'patched')
})

t.test('warns of annotations that were probably meant otherwise', async (t) => {
  const { warnings, outcome } = decideWith(
    {},
    annotated({
      'workflows.panfactum.com/defaults': 'disabled',
      'workflows.panfactum.com/skipp': 'a',
      'workflows.panfactum.com/something-else': 'b',
    }),
  )

  t.equal(outcome, 'unchanged')
  t.strictSame(warnings, [
    'the annotation workflows.panfactum.com/defaults has no effect: it is a label',
    'the annotation workflows.panfactum.com/skipp has no effect; did you mean workflows.panfactum.com/skip?',
    'the annotation workflows.panfactum.com/something-else has no effect',
  ])
})

t.test('of those of the Namespace as well', async (t) => {
  const cluster = inNamespace({ 'workflows.panfactum.com/profle': 'generic', [PRIORITY]: '5' })

  const { warnings, find } = decideWith({}, workflow(), { cluster })

  t.strictSame(warnings, [
    'Namespace demo: the annotation workflows.panfactum.com/profle has no effect; did you mean workflows.panfactum.com/profile?',
  ])
  t.equal(find('priority')?.value, 5)
})

t.test('says which settings it decided by', async (t) => {
  const hashes = [{}, { [PRIORITY]: '1' }, { [PRIORITY]: '2' }, BAD].map(
    (annotations) => decideWith({}, annotated(annotations)).settings,
  )

  t.equal(new Set(hashes).size, 3)
  t.equal(hashes[0], hashes[3])
})

t.test('reading annotations is not to be forgotten', async (t) => {
  const input = { request: CREATED, settings: resolveSettings(), cluster: ASSUMED_CLUSTER }

  t.throws(() => decide({ ...input, object: annotated({ [PRIORITY]: '1' }) }), { message: /reads annotations/u })
  t.equal(decide({ ...input, object: annotated({}) }).outcome, 'patched')
})

t.test('seeks what was meant by the first of many strange annotations, and no more', async (t) => {
  const names = Array.from({ length: 6000 }, (_, index) => `setings.workflows.panfactum.com/uid${index}`)

  const { warnings } = decideWith({}, annotated(Object.fromEntries(names.map((name) => [name, '1']))))

  const [first, ...others] = warnings.filter((warning) => warning.includes('did you mean'))
  t.match(first, /did you mean settings\.workflows\.panfactum\.com\/uid\?$/u)
  // No answer has room for more warnings (R11), and each takes a look at the name of every setting.
  t.equal(others.length, 9)
  t.strictSame([warnings.length, warnings.at(-1)], [6000, `the annotation ${names.at(-1)} has no effect`])
})

import t from 'tap'
import type { Reference } from '../../src/core/facts.ts'
import { ASSUMED_CLUSTER } from '../../src/core/facts.ts'
import { settingsOf } from '../helpers/settings.ts'
import type { Case } from '../../src/core/decide.ts'
import type { Explanation } from '../../src/core/explain.ts'
import type { DryRunParts } from '../../src/server/dry-run.ts'
import { dryRun as dryRunBytes } from '../../src/server/dry-run.ts'
import { buildParts } from './helpers/parts.ts'
import { reviewOf, WORKFLOW } from './helpers/reviews.ts'
import { UNCHANGED } from '../helpers/verdicts.ts'

type Answer = Explanation & { readonly result: unknown }

const YAML = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: hello-, namespace: demo}
spec: {entrypoint: main, templates: [{name: main, container: {image: busybox}}]}
`

function namespace(mode: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: {name: demo, labels: {workflows.panfactum.com/defaults: ${mode}}}\n`
}

async function dryRun(parts: DryRunParts, text: string): Promise<string> {
  return dryRunBytes(parts, Buffer.from(text))
}

async function runOne(text: string): Promise<Answer> {
  return JSON.parse(await dryRun(buildParts(), text)) as Answer
}

async function runSeveral(text: string): Promise<readonly Answer[]> {
  return JSON.parse(await dryRun(buildParts(), text)) as readonly Answer[]
}

t.test('explains one object, with what it would become', async (t) => {
  const answer = await runOne(YAML)

  t.strictSame(Object.keys(answer), [
    'object',
    'outcome',
    'reason',
    'message',
    'settings',
    'decisions',
    'warnings',
    'patch',
    'result',
  ])
  t.match(answer, {
    object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', namespace: 'demo', name: 'hello-' },
    outcome: 'patched',
    result: {
      spec: { activeDeadlineSeconds: 86_400, templates: [{ container: { image: 'busybox', resources: Object } }] },
    },
  })
})

t.test('keeps every digit that was written', async (t) => {
  const answers = [
    await dryRun(buildParts(), YAML.replace('spec: {', 'spec: {priority: 12345678901234567890, ')),
    await dryRun(
      buildParts(),
      reviewOf({ ...WORKFLOW, spec: { ...WORKFLOW.spec, priority: 1 } }).replace(
        '"priority":1',
        '"priority":12345678901234567890',
      ),
    ),
  ]

  for (const answer of answers) t.match(answer, /"result": \{[^]*"priority": 12345678901234567890/u)
})

t.test('is laid out for people, an object alone and in a list', async (t) => {
  for (const text of [YAML, `${YAML}---\n${YAML}`, reviewOf(WORKFLOW)]) {
    const answer = await dryRun(buildParts(), text)
    t.equal(answer, `${JSON.stringify(JSON.parse(answer), null, 2)}\n`)
  }
})

t.test('answers several documents, and a List of one, by a list', async (t) => {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [WORKFLOW] })

  t.match(await runSeveral(`${YAML}---\n${YAML}`), [{ outcome: 'patched' }, { outcome: 'patched' }])
  t.match(await runSeveral(list), [{ outcome: 'patched', result: { kind: 'Workflow' } }])
})

t.test('gives back what it leaves alone', async (t) => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } }

  t.match(await runOne(JSON.stringify(pod)), { outcome: 'skipped', reason: 'not-argo', patch: [], result: pod })
})

t.test('lets a Namespace in the body stand in for that of the cluster', async (t) => {
  t.match((await runSeveral(`${namespace('disabled')}---\n${YAML}`))[1], { outcome: 'skipped', reason: 'not-opted-in' })
  t.match((await runSeveral(`${YAML}---\n${namespace('enabled')}`))[0], { outcome: 'patched' })
})

t.test('shows what an audit would find, and leaves the object as it is', async (t) => {
  const [, answer] = await runSeveral(`${namespace('audit')}---\n${YAML}`)

  t.match(answer, { outcome: 'audited', patch: [{ op: 'add' }] })
  t.notMatch(answer?.result, { spec: { activeDeadlineSeconds: Number } })
})

t.test('gives nothing for an object that would be refused', async (t) => {
  const parts = buildParts({
    decide: () => ({ ...UNCHANGED, outcome: 'denied', message: 'no' }),
  })

  t.match(JSON.parse(await dryRun(parts, YAML)), { outcome: 'denied', result: null })
})

t.test('puts objects without a namespace where kubectl does', async (t) => {
  t.equal((await runOne(YAML.replace(', namespace: demo', ''))).object.namespace, 'default')
})

t.test('asks as the review does, of its object', async (t) => {
  const asked: Case[] = []
  const parts = buildParts()
  const decide = (input: Case) => {
    asked.push(input)
    return parts.decide(input)
  }
  const request = { operation: 'UPDATE', namespace: 'other', oldObject: { spec: {} }, subResource: 'scale' }

  const answer = await dryRun({ ...parts, decide }, reviewOf(WORKFLOW, request))

  t.match(asked, [{ object: WORKFLOW, request: { ...request, mode: 'enabled' } }])
  t.match(JSON.parse(answer), { object: { name: 'hello-' }, reason: 'other-operation', result: WORKFLOW })
})

t.test('bears with a review that brings no object', async (t) => {
  for (const object of [null, undefined])
    t.match(await runOne(reviewOf(object, { operation: 'DELETE' })), { outcome: 'skipped', result: null })
})

t.test('reads past the mark that some editors put before text', async (t) => {
  t.equal((await runOne(`\ufeff${YAML}`)).outcome, 'patched')
})

t.test('names every fault, with its place', async (t) => {
  const text = `${YAML}---\nkind: Workflow\n---\n- 1\n`

  await t.rejects(dryRun(buildParts(), text), {
    name: 'DryRunFault',
    statusCode: 400,
    message: /^line 6, column 1: .* no apiVersion\nline 8, column 1: .* came a list$/u,
  })
  await t.rejects(dryRun(buildParts(), '{"apiVersion": "admission.k8s.io/v1beta1", "kind": "AdmissionReview"}'), {
    name: 'ReviewFault',
    message: 'apiVersion: expected admission.k8s.io/v1, but came "admission.k8s.io/v1beta1"',
  })
})

/** A cluster that knows of one Namespace, when it has been waited for. */
function clusterWith(name: string, mode: string) {
  return () => {
    let isKnown = false
    const facts = { labels: { 'workflows.panfactum.com/defaults': mode }, annotations: {} }
    return {
      ...ASSUMED_CLUSTER,
      connected: true,
      namespace: (asked: string) => (!isKnown ? 'unknown' : asked === name ? facts : 'absent'),
      pending: () => (isKnown ? undefined : Promise.resolve().then(() => void (isKnown = true))),
    } as const
  }
}

t.test('looks the Namespace up in the cluster', async (t) => {
  t.match(await runIn('demo', 'enabled'), { outcome: 'patched' })
  t.match(await runIn('demo', 'audit'), { outcome: 'audited' })
  t.match(await runIn('demo', 'disabled'), { outcome: 'skipped', reason: 'not-opted-in' })
  t.match(await runIn('other', 'disabled'), { outcome: 'patched' }, 'one that is not there counts as opted in')
})

t.test('a Namespace in the body stands in for that of the cluster', async (t) => {
  const parts = buildParts({ clusterFacts: clusterWith('demo', 'disabled') })

  t.match(JSON.parse(await dryRun(parts, `${YAML}---\n${namespace('enabled')}`)), [{ outcome: 'patched' }])
})

t.test('says that a Namespace cannot be known, as the webhook does', async (t) => {
  t.match(JSON.parse(await dryRun(buildParts({ clusterFacts: clusterOfUnknown }), YAML)), {
    outcome: 'skipped',
    reason: 'namespace-unknown',
    warnings: [/could not be read in time/u],
  })
})

t.test('asks the cluster for what defaults name, as the webhook does', async (t) => {
  const asked: unknown[] = []
  const clusterFacts = () => ({
    ...ASSUMED_CLUSTER,
    presenceOf: (reference: Reference) => {
      asked.push(reference)
      return 'absent' as const
    },
    artifactRepository: () => 'absent' as const,
    hasDefaultArtifactRepository: () => false,
    pending: () => undefined,
  })
  const settings = settingsOf({ serviceAccountName: 'runner' })

  const answer: unknown = JSON.parse(await dryRun(buildParts({ clusterFacts, settings: () => settings }), YAML))

  t.match(answer, { warnings: [/^artifactRepositoryRef left out/u, /^serviceAccountName left out/u] })
  t.match(asked, [{ kind: 'ServiceAccount', namespace: 'demo', name: 'runner' }])
})

/** Runs in a cluster that has a Namespace of that name and mode. */
async function runIn(name: string, mode: string): Promise<Answer> {
  return JSON.parse(await dryRun(buildParts({ clusterFacts: clusterWith(name, mode) }), YAML)) as Answer
}

/** A cluster that does not say in time what its Namespaces say. */
function clusterOfUnknown() {
  return { ...ASSUMED_CLUSTER, namespace: () => 'unknown' as const, pending: () => undefined }
}

import t from 'tap'
import type { Test } from 'tap'
import { createNamespace } from '../support/namespaces.ts'
import { useWebhook } from '../support/use-webhook.ts'
import type { Corpus } from './corpus.ts'
import { CORPORA, loadCorpus } from './corpus.ts'
import { FAILURES } from './failures.ts'
import { NOT_RUN } from './not-run.ts'
import type { Outcome } from './outcomes.ts'
import { watchOutcomes } from './outcomes.ts'
import { remindUntilEnded } from './remind.ts'
import type { Ending, Run } from './runs.ts'
import { buildRuns, ENDINGS, renameRun } from './runs.ts'
import { makeSurroundings } from './surroundings.ts'

/** What became of one Workflow in the namespace without defaults, and in the one with. */
interface Compared {
  readonly source: string
  readonly bare: Outcome
  readonly defaulted: Outcome
}

const PATIENCE = { turns: 8, turnMs: 30_000 }
/** How often in a row two that differed have to be the same where nothing else keeps the controller busy. */
const CONFIRMATIONS = 3

t.setTimeout(1_200_000)
const { cluster } = await useWebhook(t, {
  retryMaxAttempts: 1,
  retryBackoffInitialDurationSeconds: null,
  retryBackoffMaxDurationSeconds: null,
})
const [bare, defaulted] = [await createNamespace(cluster), await createNamespace(cluster, 'enabled')]
const examples = loadCorpus(cluster.built.argoFiles, CORPORA[0] as Corpus)
await makeSurroundings(cluster, [bare, defaulted], examples)
const outcomes = watchOutcomes(cluster.kubeconfig)
t.teardown(outcomes.stop)

for (const ending of Object.keys(ENDINGS) as readonly Ending[])
  t.test(`where ${ending}, Argo's examples make the same Pods and end as they do without defaults`, async (t) => {
    const runs = buildRuns(examples, ending).filter(({ source }) => isRun(source, ending))

    const compared = await compareAll(runs)

    summarize(`Argo's examples where ${ending}`, compared, runs)
    assertSame(t, compared)
  })

t.test('what is done about Pods that fail is done as it is without defaults', async (t) => {
  const runs = Object.entries(FAILURES).map(([source, workflow]) => ({ source, workflow }))

  const compared = await compareAll(runs)

  summarize('fixtures with Pods that fail', compared, runs)
  assertSame(t, compared)
})

function isRun(source: string, ending: Ending): boolean {
  const reason = NOT_RUN[source]
  return reason === undefined || (reason.where !== undefined && reason.where !== ending)
}

/**
 * Where hundreds run at once, a deadline of seconds can pass for one of two before the controller comes to its Pod. So what
 * differs runs again alone, and counts as the same only where it is so each time.
 */
async function compareAll(runs: readonly Run[]): Promise<readonly Compared[]> {
  const all = [...(await runBoth(runs))]
  for (const [index, run] of runs.entries()) {
    const each = all[index]
    if (each !== undefined && isDifferent(each)) all[index] = await runAlone(run, each)
  }
  return all
}

async function runAlone(run: Run, first: Compared): Promise<Compared> {
  console.error(`differs among many, runs again alone: ${JSON.stringify(first)}`)
  let last = first
  for (let turn = 1; turn <= CONFIRMATIONS; turn += 1) {
    last = (await runBoth([renameRun(run, `again-${turn}`)]))[0] ?? first
    if (isDifferent(last)) break
  }
  return last
}

async function runBoth(runs: readonly Run[]): Promise<readonly Compared[]> {
  const items = runs.map(({ workflow }) => workflow)
  await Promise.all([bare, defaulted].map((namespace) => createAll(namespace, items)))
  const names = items.map(({ metadata }) => metadata.name)
  await untilEnded(names)
  return runs.map(({ source, workflow }) => ({
    source,
    bare: outcomes.outcomeOf(bare, workflow.metadata.name),
    defaulted: outcomes.outcomeOf(defaulted, workflow.metadata.name),
  }))
}

/** What hangs for another reason than that the controller missed the end of a Pod hangs on. */
async function untilEnded(names: readonly string[]): Promise<void> {
  const workflows = [bare, defaulted].flatMap((namespace) => names.map((name) => `${namespace}/${name}`))
  await remindUntilEnded({ cluster, outcomes }, workflows, PATIENCE)
}

/** Those that the API server refuses have no outcome, here as there. */
async function createAll(namespace: string, items: readonly object[]): Promise<void> {
  const args = [`--namespace=${namespace}`, 'create', '--validate=ignore', '-o', 'name', '-f', '-']
  await cluster.kubectl(args, { apiVersion: 'v1', kind: 'List', items })
}

function assertSame(t: Test, compared: readonly Compared[]): void {
  t.strictSame(
    compared.filter((each) => isOpen(each.bare)).map(({ source }) => source),
    [],
    'all end without defaults',
  )
  t.strictSame(compared.filter(isDifferent), [])
}

function isDifferent({ bare, defaulted }: Compared): boolean {
  return bare.phase !== defaulted.phase || bare.pods.join() !== defaulted.pods.join()
}

function isOpen({ phase }: Outcome): boolean {
  return phase === '' || phase === 'Running' || phase === 'Pending'
}

function summarize(title: string, compared: readonly Compared[], runs: readonly Run[]): void {
  const phases = compared.map((each) => each.bare.phase)
  const counts = [...new Set(phases)].map((phase) => `${phases.filter((each) => each === phase).length} ${phase}`)
  const pods = compared.reduce((sum, each) => sum + each.bare.pods.length, 0)
  const different = compared.filter(isDifferent).length
  console.error(`${title}: ${runs.length} ran (${counts.join(', ')}; ${pods} Pods), ${different} differ`)
}

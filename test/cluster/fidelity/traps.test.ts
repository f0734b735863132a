import t from 'tap'
import type { Test } from 'tap'
import type { Json } from '../../../src/core/json.ts'
import { isList, isObject } from '../../../src/core/json.ts'
import { settingsOf } from '../../helpers/settings.ts'
import { openOracle } from '../harness/argo-oracle.ts'
import { expectKubectl } from '../harness/kubectl.ts'
import { until } from '../harness/until.ts'
import type { Manifest } from '../support/manifests.ts'
import { createNamespace } from '../support/namespaces.ts'
import { useWebhook } from '../support/use-webhook.ts'
import { mutate } from './mutate.ts'
import { watchOutcomes } from './outcomes.ts'
import type { NamedTrap } from './run-traps.ts'
import { runTraps } from './run-traps.ts'
import type { Variant } from './set-traps.ts'
import { setRefused, setTrap } from './set-traps.ts'
import { whyNotYet } from './since.ts'
import type { Harm, Trap } from './traps.ts'
import { TRAPS } from './traps.ts'

type By = Harm['by']
type HarmBy<Who extends By> = Extract<Harm, { readonly by: Who }>
interface TrapBy<Who extends By> extends NamedTrap {
  readonly harm: HarmBy<Who>
}

const begin = performance.now()
t.setTimeout(300_000)
const { cluster } = await useWebhook(t, {
  retryMaxAttempts: 1,
  retryBackoffInitialDurationSeconds: null,
  retryBackoffMaxDurationSeconds: null,
})
const oracle = openOracle(cluster.built.paths['argo-oracle'])
t.teardown(oracle.close)
const outcomes = watchOutcomes(cluster.kubeconfig)
t.teardown(outcomes.stop)
const namespaces: Readonly<Record<Variant, string>> = {
  bare: await createNamespace(cluster),
  naive: await createNamespace(cluster),
  defaulted: await createNamespace(cluster, 'enabled'),
}

const named: readonly NamedTrap[] = TRAPS.map((trap, index) => {
  const isFirst = TRAPS.findIndex(({ hazard }) => hazard === trap.hazard) === index
  const name = trap.hazard.toLowerCase().replace('.', '-')
  return { name: isFirst ? name : `${name}-${index}`, trap }
})
const sprung = new Set<string>()
// Some of those without the rule would go on for as long as the control plane does.
t.teardown(() => cluster.kubectl([`--namespace=${namespaces.naive}`, 'delete', 'workflows', '--all', '--wait=false']))
const pods = await runTraps({ cluster, outcomes, namespaces }, trapsBy('controller'))

for (const { name, trap, harm } of trapsBy('controller'))
  t.test(`${trap.hazard}: ${trap.title}, and not with wf-defaults`, { skip: whyNot(trap) }, async (t) => {
    await expectHarm(t, name, harm)
    noteSprung(t, name)
    for (const variant of ['bare', 'defaulted'] as const) await expectNone(t, variant, { name, trap, harm })
  })

for (const { name, trap, harm } of trapsBy('validator'))
  t.test(`${trap.hazard}: ${trap.title}, and not with wf-defaults`, { skip: whyNot(trap) }, async (t) => {
    t.match(await validate({ name, trap }, 'naive'), harm.says)
    noteSprung(t, name)
    for (const variant of ['bare', 'defaulted'] as const) t.equal(await validate({ name, trap }, variant), '')
  })

for (const { name, trap, harm } of trapsBy('API server'))
  t.test(`${trap.hazard}: ${trap.title}, and not with wf-defaults`, { skip: whyNot(trap) }, async (t) => {
    t.match(await propose('naive', setTrap(trap, name, 'naive').workflow), harm.says)
    noteSprung(t, name)
    for (const variant of ['bare', 'defaulted'] as const)
      t.equal(await propose(variant, setTrap(trap, name, variant).workflow), '')
  })

t.test('settings by which wf-defaults would do such harm are refused, with their name', async (t) => {
  for (const { refused = {} } of TRAPS)
    for (const [setting, value] of Object.entries(refused))
      t.match(await propose('defaulted', setRefused({ [setting]: value })), setting)
})

t.teardown(() => {
  const seconds = Math.round((performance.now() - begin) / 1000)
  console.error(`${TRAPS.length} traps, ${sprung.size} sprung, in ${seconds} s`)
})

function trapsBy<Who extends By>(who: Who): readonly TrapBy<Who>[] {
  return named.flatMap(({ name, trap }) =>
    trap.harm.by === who ? [{ name, trap, harm: trap.harm as HarmBy<Who> }] : [],
  )
}

/** Why a trap is not there in this control plane. */
function whyNot({ harm, since }: Trap): string | false {
  if (harm.by === 'API server' && cluster.crds !== 'full') return 'only the full CRDs say so'
  return since !== undefined && whyNotYet(since)
}

function noteSprung(t: Test, name: string): void {
  if (t.passing()) sprung.add(name)
}

async function expectHarm(t: Test, name: string, harm: HarmBy<'controller'>): Promise<void> {
  const { phase, messages } = outcomes.outcomeOf(namespaces.naive, name)
  if ('ends' in harm) t.match({ phase, messages: messages.join('\n') }, { phase: harm.ends, messages: harm.says })
  if ('stays' in harm) t.equal(phase, harm.stays, messages.join('\n'))
  if ('pods' in harm) t.equal(pods.naive.get(name)?.length, harm.pods[0])
  if ('pod' in harm) t.ok(hasPod('naive', name, harm.pod), messages.join('\n'))
  if ('label' in harm) t.equal(await readLabel('naive', name, harm.label[0]), harm.label[1])
  if ('command' in harm) t.match(await command('naive', name, harm.command), harm.says)
  if ('gone' in harm) await until(`${name} is deleted`, async () => !(await isThere('naive', name)))
}

async function expectNone(t: Test, variant: Variant, { name, trap, harm }: TrapBy<'controller'>): Promise<void> {
  const { phase, messages } = outcomes.outcomeOf(namespaces[variant], name)
  t.equal(phase, trap.ends ?? 'Succeeded', `${variant}: ${messages.join('\n')}`)
  if ('pods' in harm && variant === 'defaulted') t.equal(pods[variant].get(name)?.length, harm.pods[1])
  if ('wanted' in harm) t.ok(hasPod(variant, name, harm.wanted), `its Pod, ${variant}`)
  if ('pod' in harm) t.notOk(hasPod(variant, name, harm.pod), `and not otherwise, ${variant}`)
  if ('label' in harm) t.equal(await readLabel(variant, name, harm.label[0]), harm.label[2])
  if ('command' in harm) t.equal(await command(variant, name, harm.command), '')
  if ('gone' in harm) t.ok(await isThere(variant, name), `it is there, ${variant}`)
}

/** Whether the first Pod of a Workflow has all of these fields. Of a list, each item has to be somewhere in it. */
function hasPod(variant: Variant, name: string, wanted: object): boolean {
  return contains(pods[variant].get(name)?.[0], wanted)
}

function contains(found: unknown, wanted: unknown): boolean {
  if (isList(wanted)) return isList(found) && wanted.every((item) => found.some((each) => contains(each, item)))
  if (!isObject(wanted)) return found === wanted
  return isObject(found) && Object.entries(wanted).every(([key, value]) => contains(found[key], value))
}

async function readLabel(variant: Variant, name: string, label: string): Promise<string | undefined> {
  const get = [`--namespace=${namespaces[variant]}`, 'get', 'workflow', name, '-o', 'json']
  return (JSON.parse(await expectKubectl(cluster.kubectl, get)) as Manifest).metadata.labels?.[label]
}

async function isThere(variant: Variant, name: string): Promise<boolean> {
  return (await cluster.kubectl([`--namespace=${namespaces[variant]}`, 'get', 'workflow', name])).code === 0
}

/** What the `argo` command says where it fails; empty where it does not. */
async function command(variant: Variant, name: string, [verb = '', ...flags]: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cluster.argo([`--namespace=${namespaces[variant]}`, verb, ...flags, name])
  return code === 0 ? '' : `${stdout}${stderr}`
}

/** What Argo's validator has to say; empty where it has nothing. */
async function validate({ name, trap }: NamedTrap, variant: Variant): Promise<string> {
  const { library, workflow } = setTrap(trap, name, variant)
  const settings = settingsOf({})
  const [object, ...templates] = [workflow, ...library].map((each) =>
    variant === 'defaulted' ? mutate(each as unknown as Json, settings) : (each as unknown as Json),
  )
  const [answer] = await oracle.ask({ objects: [object ?? null], library: templates })
  return answer?.run ?? 'no answer'
}

/** What the API server has against a Workflow; empty where it takes it. */
async function propose(variant: Variant, workflow: Manifest): Promise<string> {
  const create = [`--namespace=${namespaces[variant]}`, 'create', '--dry-run=server', '--validate=ignore', '-f', '-']
  const { code, stderr } = await cluster.kubectl(create, workflow)
  return code === 0 ? '' : stderr
}

import type { V1Pod } from '@kubernetes/client-node'
import { expectKubectl } from '../harness/kubectl.ts'
import type { TestCluster } from '../harness/test-cluster.ts'
import type { Outcomes } from './outcomes.ts'
import { remind, remindUntilEnded } from './remind.ts'
import type { TrapSet, Variant } from './set-traps.ts'
import { setTrap, VARIANTS } from './set-traps.ts'
import type { Trap } from './traps.ts'
import { OWN_ACCOUNT } from './traps.ts'

/** A trap, and the name of its Workflow in each of the namespaces. */
export interface NamedTrap {
  readonly name: string
  readonly trap: Trap
}

export interface Place {
  readonly cluster: TestCluster
  readonly outcomes: Outcomes
  readonly namespaces: Readonly<Record<Variant, string>>
}

/** The Pods of each Workflow, by its name. */
export type PodsByWorkflow = ReadonlyMap<string, readonly V1Pod[]>

const PATIENCE = { turns: 20, turnMs: 3_000 }
/** All others have ended by then, and what stays has had a while more. */
const STAY_MS = 3_000

/** Runs everything at once, in each variant, until all has ended that is to. Returns what Pods were made. */
export async function runTraps(
  place: Place,
  named: readonly NamedTrap[],
): Promise<Readonly<Record<Variant, PodsByWorkflow>>> {
  await Promise.all(VARIANTS.map((variant) => createAll(place, variant, named)))
  await untilEnded(place, named)
  const [bare, naive, defaulted] = await Promise.all(VARIANTS.map((variant) => listPods(place, variant)))
  return { bare: bare ?? new Map(), naive: naive ?? new Map(), defaulted: defaulted ?? new Map() }
}

async function createAll({ cluster, namespaces }: Place, variant: Variant, named: readonly NamedTrap[]): Promise<void> {
  const create = [`--namespace=${namespaces[variant]}`, 'create']
  await expectKubectl(cluster.kubectl, [...create, 'serviceaccount', OWN_ACCOUNT])
  const sets: readonly TrapSet[] = named.map(({ name, trap }) => setTrap(trap, name, variant))
  for (const items of [sets.flatMap(({ library }) => library), sets.map(({ workflow }) => workflow)])
    await expectKubectl(cluster.kubectl, [...create, '-f', '-'], { apiVersion: 'v1', kind: 'List', items })
}

async function untilEnded(place: Place, named: readonly NamedTrap[]): Promise<void> {
  const ending = listWorkflows(place, named, comesToAnEnd)
  const staying = listWorkflows(place, named, staysOpen)
  await remindUntilEnded(place, ending, PATIENCE)
  await remind(place.cluster, staying, PATIENCE.turns)
  await place.outcomes.untilEnded(staying, STAY_MS)
}

function listWorkflows(
  { namespaces }: Place,
  named: readonly NamedTrap[],
  isMeant: (trap: Trap, variant: Variant) => boolean,
): readonly string[] {
  return VARIANTS.flatMap((variant) =>
    named.filter(({ trap }) => isMeant(trap, variant)).map(({ name }) => `${namespaces[variant]}/${name}`),
  )
}

/** Of one that is deleted the end may go unseen. */
function comesToAnEnd(trap: Trap, variant: Variant): boolean {
  return !staysOpen(trap, variant) && !(variant === 'naive' && 'gone' in trap.harm)
}

function staysOpen({ harm, ends }: Trap, variant: Variant): boolean {
  if (variant === 'naive' && 'stays' in harm) return true
  return ends === 'Running' && !(variant === 'naive' && 'ends' in harm)
}

async function listPods({ cluster, namespaces }: Place, variant: Variant): Promise<PodsByWorkflow> {
  const list = await expectKubectl(cluster.kubectl, [`--namespace=${namespaces[variant]}`, 'get', 'pods', '-o', 'json'])
  const { items } = JSON.parse(list) as { readonly items: readonly V1Pod[] }
  return Map.groupBy(items, ({ metadata }) => metadata?.labels?.['workflows.argoproj.io/workflow'] ?? '')
}

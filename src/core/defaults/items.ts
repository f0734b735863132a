import type { Template } from '../argo/templates.ts'
import type { Decision } from '../decision.ts'
import { keyOf } from '../key-of.ts'
import type { Harm } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import { SKIPPED } from '../skip-list.ts'
import type { Subject } from '../subject.ts'
import type { ListDefault, ListItem } from './default.ts'
import { pickItems } from './default.ts'

/** A list default and where it is proposed to go. */
export interface ListProposal<Item extends ListItem> {
  readonly place: Place
  readonly field: string
  readonly list: ListDefault<Item>
  readonly template?: Template
  readonly elsewhere?: string | undefined
  readonly findHarm: (item: Item) => Harm | undefined
}

/** What became of a list, and which of its items it was proposed with. */
export interface OfferedItems<Item extends ListItem> {
  readonly decision: Decision | undefined
  readonly items: readonly Item[]
}

/** Proposes the items of a list that do no harm, and says of each other one why it is left out. */
export function offerItems<Item extends ListItem>(subject: Subject, proposal: ListProposal<Item>): OfferedItems<Item> {
  const { place, field, list, template, elsewhere } = proposal
  const harms = findHarms(subject, proposal)
  if (harms === undefined)
    return {
      decision: subject.offer({
        place,
        field,
        value: list.whole,
        isEntry: false,
        template,
        elsewhere,
        harm: undefined,
        items: list.items,
      }),
      items: list.items,
    }

  const items = list.items.filter((item) => !harms.has(item))
  const decision = subject.offer({ place, field, value: pickItems(list, items), template, elsewhere, items })
  if (decision?.decision === 'kept') return { decision, items }
  for (const [value, harm] of harms) {
    subject.offer({ place, field, item: value.name, value, elsewhere, harm })
  }
  return { decision, items }
}

/** The items that would do harm, each with why; `undefined` where none does, as mostly. */
function findHarms<Item extends ListItem>(
  subject: Subject,
  { place, field, list, template, findHarm }: ListProposal<Item>,
): ReadonlyMap<Item, Harm> | undefined {
  let harms: Map<Item, Harm> | undefined
  for (const item of list.items) {
    const isSkipped = subject.skips?.covers(keyOf({ place, field, item: item.name })) === true
    const harm = isSkipped ? SKIPPED : (findHarm(item) ?? subject.findTagHarm(item, template))
    if (harm !== undefined) harms = (harms ?? new Map<Item, Harm>()).set(item, harm)
  }
  return harms
}

/** Whether what a decision is about is in the object as the default has it, now or from before. */
export function isInForce(decision: Decision | undefined): boolean {
  return decision?.decision === 'injected' || decision?.reason === 'equals-default'
}

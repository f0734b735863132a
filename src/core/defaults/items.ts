import type { Template } from '../argo/templates.ts'
import { keyOf } from '../key-of.ts'
import type { Harm, Ruling } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import { SKIPPED } from '../skip-list.ts'
import type { Subject } from '../subject.ts'
import type { Default, ListDefault, ListItem } from './default.ts'
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

/** What became of a list, and what it was proposed with: some of its items, or all of them. */
export interface OfferedItems<Item extends ListItem> {
  readonly ruling: Ruling | undefined
  readonly value: Default | undefined
  readonly items: readonly Item[]
}

/** Proposes the items of a list that do no harm, and says of each other one why it is left out. */
export function offerItems<Item extends ListItem>(subject: Subject, proposal: ListProposal<Item>): OfferedItems<Item> {
  const { place, field, list, template, elsewhere } = proposal
  const harms = findHarms(subject, proposal)
  const items = harms === undefined ? list.items : list.items.filter((item) => !harms.has(item))
  const value = pickItems(list, items)
  const ruling = subject.offer({ place, field, value, isEntry: false, template, elsewhere, harm: undefined, items })
  if (harms !== undefined && ruling?.decision !== 'kept')
    for (const [item, harm] of harms) subject.offer({ place, field, item: item.name, value: item, elsewhere, harm })
  return { ruling, value, items }
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

/** Whether what a ruling is about is in the object as the default has it, now or from before. */
export function isInForce(ruling: Ruling | undefined): boolean {
  return ruling?.decision === 'injected' || ruling?.reason === 'equals-default'
}

import type { Template } from './argo/templates.ts'
import type { Decision, DecisionCounts } from './decision.ts'
import type { Batch } from './defaults/batch.ts'
import type { Default, ListItem } from './defaults/default.ts'
import { createDefault } from './defaults/default.ts'
import type { Json } from './json.ts'
import { isEqual, isList, isObject, own } from './json.ts'
import type { Place } from './patch/place.ts'
import { keyOf } from './key-of.ts'
import type { DecisionReason } from './reasons.ts'
import type { SkipList } from './skip-list.ts'
import { SKIPPED } from './skip-list.ts'
import { findSpreads, identify, nameOf } from './spread.ts'

/** Why a default would do harm where it is proposed, if nothing there is set. */
export interface Harm {
  readonly reason: DecisionReason
  readonly detail: string
}

/** One default and where it is proposed to go. */
export interface Proposal {
  /** The object that it becomes a field of, present or missing. */
  readonly place: Place
  readonly field: string
  /** Nothing is proposed where the settings yield nothing. */
  readonly value: Default | undefined
  /** Whether the field is the key of a map, such as a label, and stands in brackets in the decision's key. */
  readonly isEntry?: boolean
  /** The item of the list that is the field's value, where it is proposed to leave out just that one. */
  readonly item?: string | undefined
  /** The template in whose scope its tags must resolve; without one, they may name just what the whole workflow has. */
  readonly template?: Template | undefined
  /** Where else the key is set, such that Argo would take it from there (R3.5). */
  readonly elsewhere?: string | undefined
  readonly harm?: Harm | undefined
  /** Of a list the items one by one, where they are not all of the same setting. */
  readonly items?: readonly ListItem[]
  /** What a CronWorkflow hands on to its Workflows is no default: what they skip would not reach them otherwise (R6.5). */
  readonly isPassedOn?: true
}

/** An item for the end of a list of which each item has a name of its own, and where it is proposed to go (R9). */
export interface ItemProposal extends Proposal {
  /** The list. The field is the item's name. */
  readonly place: Place
}

/** What was decided of a proposal, and why (R1). */
export type Ruling = Pick<Decision, 'decision' | 'reason' | 'detail'>

/** What is looked up in the object around a proposal. */
export interface Surroundings {
  /** Tells the first tag that does not resolve in a template, or in the workflow as a whole (H7.2). */
  readonly findUnresolvedTag: (tags: readonly string[], template: Template | undefined) => string | undefined
  /** The items that Argo adds to a list of a template or of its container from templateDefaults (H3.2). */
  readonly findAdded: (field: string, template: Template | undefined) => readonly Json[]
}

/**
 * Where the proposals meet the object: the one place that knows what "set by the user" means (R3). Whatever it decides
 * to inject goes into the patch at once, so that the patch and its explanation cannot differ.
 */
export class Merge {
  readonly #recorded: (Decision | InjectedBatch)[] = []
  readonly #counts = { injected: 0, kept: 0, skipped: 0 }
  readonly #skipped: Decision[] = []
  readonly #surroundings: Surroundings
  readonly #skips: SkipList | undefined
  readonly #keepsDecisions: boolean
  /** The user's lists in which defaults took the place of a spread entry. */
  readonly #spread = new Set<Json>()

  constructor(surroundings: Surroundings, skips: SkipList | undefined, keepsDecisions: boolean) {
    this.#surroundings = surroundings
    this.#skips = skips
    this.#keepsDecisions = keepsDecisions
  }

  /** What has been decided, in the order in which it was; nothing where decisions are not kept. */
  get decisions(): readonly Decision[] {
    return this.#recorded.flatMap((recorded) => ('batch' in recorded ? decisionsOf(recorded) : recorded))
  }

  get counts(): DecisionCounts {
    return this.#counts
  }

  /** What has been left out, in the order in which it was. */
  get skipped(): readonly Decision[] {
    return this.#skipped
  }

  /** Injects each default of a batch unless its key is set; as a rule none is, and all go the same short way. */
  offerAll(place: Place, batch: Batch): void {
    const isShort = !batch.isTagged && this.#skips === undefined && !place.isBlocked && !hasAny(place.value, batch)
    if (!isShort) {
      for (const [field, value] of batch.fields) this.offer({ place, field, value, isEntry: batch.isEntry })
      return
    }
    place.addAll(batch)
    this.#counts.injected += batch.fields.length
    if (this.#keepsDecisions) this.#recorded.push({ place, batch })
  }

  /** Injects the default unless the key is set, or something speaks against it. */
  offer(proposal: Proposal): Ruling | undefined {
    const { place, field, value } = proposal
    if (value === undefined) return undefined

    const current = own(place.value, field)
    if (isList(current) && proposal.item === undefined && findSpreads(field, current).length > 0)
      return this.#offerSpread(proposal, value, current)
    const ruling = this.#decide(proposal, value, current)
    if (ruling.decision === 'injected') place.add(field, value, current !== undefined)
    return ruling
  }

  /** Appends a named item to a list that has none of that name. */
  offerItem(proposal: ItemProposal): Ruling | undefined {
    const { place, field, value } = proposal
    if (value === undefined) return undefined

    const ruling = this.#decide(proposal, value, findNamed(place.value, field))
    if (ruling.decision === 'injected') place.append(value)
    return ruling
  }

  /** Why a default's tags speak against it in a template, or in the whole workflow where there is none. */
  findTagHarm(value: Default, template: Template | undefined): Harm | undefined {
    if (value.tags.length === 0) return undefined
    const tag = this.#surroundings.findUnresolvedTag(value.tags, template)
    return tag === undefined ? undefined : { reason: 'tag-unresolved', detail: `{{${tag}}}` }
  }

  /** Whether defaults took the place of a spread entry in a list of the user's. */
  hasSpread(list: Json | undefined): boolean {
    return list !== undefined && this.#spread.has(list)
  }

  /** Puts the items of a list default where the user's spread entry stands; the user's own win over those that collide (R3.6). */
  #offerSpread(proposal: Proposal, value: Default, current: readonly Json[]): Ruling {
    const { field, template } = proposal
    const place = proposal.place.list(field)
    const users = [...current, ...this.#surroundings.findAdded(field, template)]
    const taken = new Set(users.map((item) => identify(field, item)))
    const injected = (proposal.items ?? itemsOf(field, value)).filter((item) => {
      const ofItem = { place, field: item.name, isEntry: true, value: item, template }
      return this.#decideItem(ofItem, item, taken.has(identify(field, item.value))).decision === 'injected'
    })
    place.spread(findSpreads(field, current), injected)
    this.#spread.add(current)
    return SPREAD
  }

  #decideItem(proposal: Proposal, value: Default, isTaken: boolean): Ruling {
    if (this.#skips?.covers(keyOf(proposal)) === true) return this.#record(proposal, value, LEFT_ALONE)
    if (isTaken) return this.#record(proposal, value, { ...USER_SET, detail: proposal.field })
    const harm = this.findTagHarm(value, proposal.template)
    return this.#record(proposal, value, harm === undefined ? SPREAD : { decision: 'skipped', ...harm })
  }

  #decide(proposal: Proposal, value: Default, current: Json | undefined): Ruling {
    const { place, field } = proposal
    const isSkipped = this.#skips?.covers(keyOf(proposal)) === true && proposal.isPassedOn !== true
    // A list with a spread entry asks for the item, though it is the user's.
    const isAsked = proposal.item !== undefined && findSpreads(field, current).length > 0
    const isUsers = proposal.isEntry === true ? current !== undefined && current !== null : isSet(field, current)
    if (isUsers && !isAsked)
      return this.#record(proposal, value, isEqual(current, value.value) ? EQUALS_DEFAULT : USER_SET)
    if (proposal.elsewhere !== undefined && !isAsked)
      return this.#record(proposal, value, { decision: 'kept', reason: 'set-elsewhere', detail: proposal.elsewhere })
    if (place.isBlocked)
      return this.#record(proposal, value, { decision: 'skipped', reason: 'malformed', detail: place.blockedKey })

    if (isSkipped) return this.#record(proposal, value, LEFT_ALONE)
    const harm = proposal.harm ?? this.findTagHarm(value, proposal.template)
    if (harm !== undefined) return this.#record(proposal, value, { decision: 'skipped', ...harm })
    return this.#record(proposal, value, current === undefined ? ABSENT : current === null ? NULL : EMPTY)
  }

  /** Counts a ruling, and makes a decision of it where somebody may read that. */
  #record({ place, field, isEntry = false, item }: Proposal, value: Default, ruling: Ruling): Ruling {
    const counts = this.#counts
    if (ruling.decision === 'injected') counts.injected += 1
    else if (ruling.decision === 'kept') counts.kept += 1
    else counts.skipped += 1
    if (!this.#keepsDecisions && ruling.decision !== 'skipped') return ruling

    const made: Decision = { default: value, place, field, isEntry, item, ...ruling }
    if (this.#keepsDecisions) this.#recorded.push(made)
    if (ruling.decision === 'skipped') this.#skipped.push(made)
    return ruling
  }
}

// Most rulings are one of a few, made once.
const ABSENT: Ruling = { decision: 'injected', reason: 'absent' }
const NULL: Ruling = { decision: 'injected', reason: 'null' }
const EMPTY: Ruling = { decision: 'injected', reason: 'empty' }
const SPREAD: Ruling = { decision: 'injected', reason: 'spread' }
const USER_SET: Ruling = { decision: 'kept', reason: 'user-set' }
const EQUALS_DEFAULT: Ruling = { decision: 'kept', reason: 'equals-default' }
const LEFT_ALONE: Ruling = { decision: 'skipped', reason: SKIPPED.reason }

/** The items of a list default, all of its own setting. */
function itemsOf(field: string, { setting, source, value }: Default): readonly ListItem[] {
  return (value as readonly Json[]).map((item) => ({
    ...createDefault(setting, source, item),
    name: nameOf(field, item),
  }))
}

/** A batch that was injected whole, and where. */
interface InjectedBatch {
  readonly place: Place
  readonly batch: Batch
}

/** The decisions of a batch, which nobody has to make as long as nobody reads them. */
function decisionsOf({ place, batch: { fields, isEntry } }: InjectedBatch): readonly Decision[] {
  return fields.map(([field, value]) => {
    return { default: value, place, field, isEntry, item: undefined, decision: 'injected', reason: 'absent' }
  })
}

/** Whether an object has any field of a batch, be it `null`. */
function hasAny(value: Json | undefined, { fields }: Batch): boolean {
  if (!isObject(value)) return false
  for (const [field] of fields) if (value[field] !== undefined) return true
  return false
}

/**
 * Whether the user has set a field: it holds something other than `null` (R3.1), and other than what every Go client
 * sends whether the user wrote it or not (R3.2, H11.1).
 */
export function isSet(field: string, value: Json | undefined): boolean {
  if (value === undefined || value === null) return false
  if (field === 'name') return value !== ''
  return !(GO_CLIENT_EMPTIES.has(field) && isObject(value) && Object.keys(value).length === 0)
}

/** Fields that a Go client sends as `{}` of its own accord. */
const GO_CLIENT_EMPTIES: ReadonlySet<string> = new Set([
  'resources',
  'inputs',
  'outputs',
  'arguments',
  'metadata',
  'status',
])

function findNamed(list: Json | undefined, name: string): Json | undefined {
  return isList(list) ? list.find((item) => own(item, 'name') === name) : undefined
}

import type { Kind } from './argo/kinds.ts'
import type { Template } from './argo/templates.ts'
import { walkTemplates } from './argo/templates.ts'
import { callersByName, findAdded } from './argo/levels.ts'
import { findUnresolvedTag } from './argo/tag-scope.ts'
import { findWindowsLeaves } from './argo/windows.ts'
import { workloadOf } from './argo/workload.ts'
import type { Batch } from './defaults/batch.ts'
import type { Default } from './defaults/default.ts'
import type { ClusterFacts } from './facts.ts'
import type { Json, JsonObject } from './json.ts'
import { own, ownList, ownPath, ownText } from './json.ts'
import type { Harm, Proposal } from './merge.ts'
import { isSet, Merge } from './merge.ts'
import { Place } from './patch/place.ts'
import type { SkipList } from './skip-list.ts'

/** One object on its way through the defaults: what it is, where things lie in it, and what has been decided so far. */
export class Subject {
  readonly object: JsonObject
  readonly kind: Kind
  readonly namespace: string
  readonly cluster: ClusterFacts
  /** The keys that the object wants left alone, if it names any (R3.4). */
  readonly skips: SkipList | undefined
  readonly root: Place
  readonly metadata: Place
  /** The spec that the controller runs: of a CronWorkflow the one inside it. */
  readonly spec: Place
  readonly templateDefaults: Json | undefined
  readonly templates: readonly Template[]
  readonly leaves: readonly Template[]
  /** The leaves that may run on Windows (R10). */
  readonly windowsLeaves: ReadonlySet<Template>
  /** What all runs of the same job share (R8). */
  readonly workload: string | undefined
  readonly warnings: string[] = []
  /** The claim templates that the spec was given, where it was. */
  givenClaims: Json | undefined
  readonly #merge: Merge
  // What most objects do without is looked up for those that ask.
  #callers: ReadonlyMap<string, readonly Template[]> | undefined
  #parameters: Set<string> | undefined
  #inputs: Map<Template, Set<string>> | undefined

  constructor(
    object: JsonObject,
    kind: Kind,
    namespace: string,
    cluster: ClusterFacts,
    skips?: SkipList,
    keepsDecisions = true,
  ) {
    this.object = object
    this.kind = kind
    this.namespace = namespace
    this.cluster = cluster
    this.skips = skips
    this.root = Place.root(object)
    this.metadata = this.root.field('metadata')
    this.spec = specOf(this.root, kind)
    this.templateDefaults = own(this.spec.value, 'templateDefaults')
    this.templates = walkTemplates(this.spec)
    this.leaves = this.templates.filter((template) => template.isLeaf)
    this.windowsLeaves = findWindowsLeaves(this)
    this.workload = workloadOf(object, kind)
    this.#merge = new Merge(
      {
        findUnresolvedTag: (tags, template) => findUnresolvedTag(tags, template, this),
        findAdded: (field, template) => findAdded(this, field, template),
      },
      skips,
      keepsDecisions,
    )
  }

  /** The steps and dag templates that call a template, by its name. */
  get callers(): ReadonlyMap<string, readonly Template[]> {
    this.#callers ??= callersByName(this.templates)
    return this.#callers
  }

  /** The names of the workflow's parameters, those included that were passed through. */
  get parameters(): Set<string> {
    this.#parameters ??= new Set(namesIn(this.spec.value, 'arguments'))
    return this.#parameters
  }

  /** What has been decided, in the order in which it was; nothing where decisions are not kept. */
  get decisions(): Merge['decisions'] {
    return this.#merge.decisions
  }

  get counts(): Merge['counts'] {
    return this.#merge.counts
  }

  /** What has been left out. */
  get skipped(): Merge['skipped'] {
    return this.#merge.skipped
  }

  /** Proposes the defaults of a batch for one place; nothing where the settings yield none. */
  offerAll(place: Place, batch: Batch | undefined): void {
    if (batch !== undefined) this.#merge.offerAll(place, batch)
  }

  /** Proposes a default for a field. */
  offer(proposal: Proposal): ReturnType<Merge['offer']> {
    return this.#merge.offer(proposal)
  }

  /** Proposes an item for the end of a list. */
  offerItem(proposal: Proposal): ReturnType<Merge['offerItem']> {
    return this.#merge.offerItem(proposal)
  }

  /** Whether defaults took the place of a spread entry in a list (R3.6). */
  hasSpread(place: Place, field: string): boolean {
    return this.#merge.hasSpread(own(place.value, field))
  }

  /** Why a default's tags speak against it in a template. */
  findTagHarm(value: Default, template: Template | undefined): Harm | undefined {
    return this.#merge.findTagHarm(value, template)
  }

  /** Whether the user has set the field of the spec. */
  hasInSpec(field: string): boolean {
    return isSet(field, own(this.spec.value, field))
  }

  /** The names of a template's input parameters, those included that were passed through. */
  inputsOf(template: Template): Set<string> {
    this.#inputs ??= new Map<Template, Set<string>>()
    const known = this.#inputs.get(template)
    if (known !== undefined) return known

    const names = new Set(namesIn(template.value, 'inputs'))
    this.#inputs.set(template, names)
    return names
  }

  /** Says something to whoever sent the object. */
  warn(warning: string): void {
    this.warnings.push(warning)
  }
}

function specOf(root: Place, kind: Kind): Place {
  const spec = root.field('spec', '')
  return kind === 'CronWorkflow' ? spec.field('workflowSpec', '') : spec
}

/** The names of the parameters under `arguments` or `inputs`. */
function namesIn(value: unknown, field: 'arguments' | 'inputs'): readonly string[] {
  return ownList(ownPath(value, field), 'parameters').flatMap((parameter) => ownText(parameter, 'name') ?? [])
}

import {
  findOurs,
  findStrays,
  isOurs,
  isStray,
  PROFILE_ANNOTATION,
  SETTING_PREFIX,
  SKIP_ANNOTATION,
} from './annotations.ts'
import type { Case } from './decide.ts'
import type { NamespaceFacts } from './facts.ts'
import { own, ownList, ownText } from './json.ts'
import { OPT_IN_LABEL } from './opt-in.ts'
import { BUILT_IN_SETTINGS } from './settings/builtin.ts'
import type { Laid } from './settings/lay-annotations.ts'
import { didYouMean, MAX_SOUGHT } from './settings/nearest.ts'
import type { ResolvedSettings } from './settings/resolve.ts'

/** The settings of one object, and what is wrong with the annotations that have a say in them. */
export interface InForce {
  readonly settings: ResolvedSettings
  /** The keys that the object wants left alone, as it writes them (R3.4). */
  readonly skip: string
  /** What is wrong with the object's own annotations: a sentence each. */
  readonly faults: readonly string[]
  readonly warnings: readonly string[]
}

/** Lays what the Namespace and then the object say over the settings of the cluster (R5). Mostly neither says anything. */
export function findSettings(
  { object, request: { namespace }, settings, layAnnotations }: Case,
  { annotations }: NamespaceFacts,
): InForce {
  const names = Object.keys(annotations)
  const ofNamespace = names.some(isOurs) ? annotations : undefined
  const ofObject = findOurs(object)
  const strays = [
    ...warnOfStrays(names.filter(isStray)).map((warning) => `Namespace ${namespace}: ${warning}`),
    ...warnOfStrays(findStrays(object)),
  ]
  if (ofNamespace === undefined && ofObject === undefined) return { settings, skip: '', faults: [], warnings: strays }

  if (layAnnotations === undefined)
    throw new Error('expected what reads annotations, as there are some, but it is missing')

  const first: Laid = ofNamespace === undefined ? unlaid(settings) : layAnnotations(settings, 'namespace', ofNamespace)
  const last: Laid =
    ofObject === undefined ? unlaid(first.settings) : layAnnotations(first.settings, 'object', ofObject)
  return {
    settings: last.settings,
    skip: ownText(ofObject, SKIP_ANNOTATION) ?? '',
    faults: last.faults,
    // What is at fault comes first: a warning is cut where it gets long (R11).
    warnings: [...first.faults.map((fault) => `Namespace ${namespace}: ${fault}; left out`), ...strays],
  }
}

function unlaid(settings: ResolvedSettings): Laid {
  return { settings, faults: [] }
}

function warnOfStrays(names: readonly string[]): readonly string[] {
  return names.map((name, index) => {
    if (name === OPT_IN_LABEL) return `the annotation ${name} has no effect: it is a label`
    return `the annotation ${name} has no effect${index < MAX_SOUGHT ? didYouMean(name, KNOWN_ANNOTATIONS) : ''}`
  })
}

const KNOWN_ANNOTATIONS = [
  PROFILE_ANNOTATION,
  SKIP_ANNOTATION,
  ...Object.keys(BUILT_IN_SETTINGS).map((name) => `${SETTING_PREFIX}${name}`),
]

/**
 * Whether a controller made the object: a faulty annotation does not keep it out then, since nobody is there to hear of it, and
 * what ran yesterday is not to stop at night (R5).
 */
export function isMadeByController(object: unknown): boolean {
  const metadata = own(object, 'metadata')
  return (
    ownList(metadata, 'ownerReferences').some((owner) => own(owner, 'controller') === true) ||
    own(own(metadata, 'labels'), CRON_WORKFLOW_LABEL) !== undefined
  )
}

const CRON_WORKFLOW_LABEL = 'workflows.argoproj.io/cron-workflow'

import type { ResolvedSettings } from '../settings/resolve.ts'
import type { Subject } from '../subject.ts'
import { affinity } from './affinity.ts'
import { annotations } from './annotations.ts'
import { artifacts } from './artifacts.ts'
import { claims } from './claims.ts'
import { createBatch } from './batch.ts'
import type { Concern, Propose, ProposeToLeaf, SpecFields } from './concern.ts'
import { passOnAnnotations } from './cron-workflow.ts'
import { deadline } from './deadline.ts'
import { disruption } from './disruption.ts'
import { dnsPolicy } from './dns-policy.ts'
import { env } from './env.ts'
import { image } from './image.ts'
import { labels } from './labels.ts'
import { labelsFrom } from './labels-from.ts'
import { parallelism } from './parallelism.ts'
import { passthrough } from './passthrough.ts'
import { priority } from './priority.ts'
import { resourceTemplates } from './resource-templates.ts'
import { resources } from './resources.ts'
import { retention } from './retention.ts'
import { retries } from './retries.ts'
import { scheduler } from './scheduler.ts'
import { securityContexts } from './security-contexts.ts'
import { serviceAccount } from './service-account.ts'
import { synchronization } from './synchronization.ts'
import { tolerations } from './tolerations.ts'
import { volumes } from './volumes.ts'

/** Every concern of the defaults, in the order in which they are proposed. A new one gets its line here. */
const CONCERNS: readonly Concern[] = [
  // First, since others may name a parameter in a tag.
  passthrough,
  labels,
  labelsFrom,
  annotations,
  deadline,
  retention,
  priority,
  parallelism,
  synchronization,
  artifacts,
  serviceAccount,
  affinity,
  scheduler,
  tolerations,
  dnsPolicy,
  disruption,
  securityContexts,
  image,
  env,
  resources,
  claims,
  // After the claims, since a mount needs to know whether its claim is there.
  volumes,
  retries,
  resourceTemplates,
]

/** What a CronWorkflow gets: what is checked before its Workflows come by themselves (R6.5). */
const CRON_WORKFLOW_CONCERNS: readonly Concern[] = [passthrough, image, () => passOnAnnotations]

/**
 * Has every concern propose what it has for an object: first for the whole of it, then leaf by leaf, so that the processor
 * still has a leaf at hand when the next concern turns to it.
 */
export function proposeAll(subject: Subject, settings: ResolvedSettings): void {
  const { all, cronWorkflow } = prepare(settings)
  const forLeaves: ProposeToLeaf[] = []
  for (const propose of subject.kind === 'CronWorkflow' ? cronWorkflow : all) {
    const proposeToLeaf = propose(subject)
    if (proposeToLeaf !== undefined) forLeaves.push(proposeToLeaf)
  }
  for (const leaf of subject.leaves) for (const proposeToLeaf of forLeaves) proposeToLeaf(leaf)
}

interface Prepared {
  readonly all: readonly Propose[]
  readonly cronWorkflow: readonly Propose[]
}

const preparedBySettings = new WeakMap<ResolvedSettings, Prepared>()

/** Makes the values of all concerns, once for the same settings. */
function prepare(settings: ResolvedSettings): Prepared {
  const known = preparedBySettings.get(settings)
  if (known !== undefined) return known

  const made = {
    all: joinSpecFields(CONCERNS.map((concern) => concern(settings))),
    cronWorkflow: joinSpecFields(CRON_WORKFLOW_CONCERNS.map((concern) => concern(settings))),
  }
  preparedBySettings.set(settings, made)
  return made
}

/** Makes one batch of the fields of neighbours, so that an object meets them all at once. */
function joinSpecFields(concerns: readonly (Propose | SpecFields)[]): readonly Propose[] {
  const proposers: Propose[] = []
  let fields: SpecFields = []
  const offerFields = (): void => {
    const batch = createBatch(fields, false)
    if (batch !== undefined) proposers.push((subject) => subject.offerAll(subject.spec, batch))
    fields = []
  }

  for (const concern of concerns) {
    if (typeof concern !== 'function') {
      fields = [...fields, ...concern]
      continue
    }
    offerFields()
    proposers.push(concern)
  }
  offerFields()
  return proposers
}

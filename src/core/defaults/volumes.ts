import { findContainerElsewhere } from '../argo/levels.ts'
import { findCollision, findUsedPaths } from '../argo/mount-collisions.ts'
import type { Template } from '../argo/templates.ts'
import { isWindows } from '../argo/windows.ts'
import type { Decision } from '../decision.ts'
import type { Json } from '../json.ts'
import { isEqual, isList, own, ownList, ownPath } from '../json.ts'
import type { Harm } from '../merge.ts'
import { isSet } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import type { ListDefault } from './default.ts'
import { joinItems, pickItems } from './default.ts'
import type { DefaultMount, DefaultVolume } from './default-volumes.ts'
import { buildVolumes } from './default-volumes.ts'
import { findNamespacedHarm } from './env.ts'
import { offerItems } from './items.ts'

/** Why a volume would do harm in one template. */
type FindVolumeHarm = (volume: DefaultVolume) => Harm | undefined

/**
 * Volumes and their mounts. A volume goes to the template whose container got its mount, and only there (R6.3): then it
 * is there in a containerSet and by templateRef too, and no Pod waits for a volume that it has no use for.
 */
export const volumes: Concern = (settings) => {
  const built = buildVolumes(settings)
  const mounts = joinItems(built.mounts)
  const volumeList = joinItems(built.volumes)
  const claimList = joinItems(built.claims)
  if (mounts === undefined) return () => {}

  return (subject) => {
    const claims = claimList === undefined ? NO_CLAIMS : findClaims(subject, claimList)
    for (const template of subject.leaves) {
      const findHarm = inTemplate(subject, template, built.volumes, claims)
      const mounted = template.containers.flatMap((place) => offerMounts(subject, template, place, mounts, findHarm))
      if (volumeList !== undefined && mounted.length > 0) offerVolumes(subject, template, volumeList, new Set(mounted))
    }
  }
}

const NO_CLAIMS: ReadonlySet<string> = new Set()

/** The names of the default claims that the spec has: those of `claims.ts`, which come before the mounts. */
function findClaims(subject: Subject, claims: ListDefault<DefaultVolume>): ReadonlySet<string> {
  const decision = subject.decisions.find(({ place, field }) => place === subject.spec && field === 'volumeClaimTemplates')
  const inForce = decision?.decision === 'injected' ? decision.default.value : own(subject.spec.value, 'volumeClaimTemplates')
  return new Set(claims.items.filter(({ value }) => contains(inForce, value)).map(({ name }) => name))
}

/** Proposes the mounts of one container, and tells the names of the volumes that it then mounts by default. */
function offerMounts(subject: Subject, template: Template, place: Place, list: ListDefault<DefaultMount>, findVolumeHarm: FindVolumeHarm): readonly string[] {
  const used = findUsedPaths(template, place.value)
  const decision = offerItems(subject, {
    place,
    field: 'volumeMounts',
    list,
    template,
    elsewhere: findContainerElsewhere(subject, template, 'volumeMounts'),
    findHarm: ({ name: mountPath, volume }) => findVolumeHarm(volume) ?? findCollisionHarm(findCollision({ mountPath, isReadOnly: volume.isReadOnly }, used)),
  })
  return isInForce(decision) ? namesIn(decision.default.value) : []
}

function findCollisionHarm(what: string | undefined): Harm | undefined {
  return what === undefined ? undefined : { reason: 'mount-collides', detail: what }
}

function offerVolumes(subject: Subject, template: Template, list: ListDefault<DefaultVolume>, mounted: ReadonlySet<string>): void {
  const value = pickItems(
    list,
    list.items.filter(({ name }) => mounted.has(name)),
  )
  const isElsewhere = isSet('volumes', ownPath(subject.spec.value, 'templateDefaults', 'volumes'))
  subject.offer({ place: template.place, field: 'volumes', value, template, elsewhere: isElsewhere ? 'templateDefaults.volumes' : undefined })
}

/** What speaks against a volume in a template: where it goes, what the user calls the same, and what the user lists there. */
function inTemplate(subject: Subject, template: Template, ours: readonly DefaultVolume[], claims: ReadonlySet<string>): FindVolumeHarm {
  const lists = [own(template.value, 'volumes'), ownPath(subject.spec.value, 'templateDefaults', 'volumes')]
  const listed = lists.find((list) => isSet('volumes', list))
  const listsOnlyOurs = isList(listed) && listed.length > 0 && listed.every((item) => ours.some(({ value }) => isEqual(value, item)))
  const isOnWindows = isWindows(subject, template)

  return (volume) => {
    if (isOnWindows) return { reason: 'windows', detail: template.place.key }
    if (volume.isClaim) return findClaimHarm(volume, claims, listed === undefined || listsOnlyOurs)
    return findNamespacedHarm(subject, volume.reference) ?? findTakenHarm(subject, volume) ?? (listed === undefined ? undefined : findUnlistedHarm(volume, listed))
  }
}

function findClaimHarm({ name }: DefaultVolume, claims: ReadonlySet<string>, isFree: boolean): Harm | undefined {
  return claims.has(name) && isFree ? undefined : { reason: 'volume-not-listed', detail: name }
}

/** The user's volumes and claims of the spec: a mount by that name is theirs (H6.1). */
function findTakenHarm(subject: Subject, { name }: DefaultVolume): Harm | undefined {
  const { value } = subject.spec
  const isTaken = namesIn(ownList(value, 'volumes')).includes(name) || namesIn(ownList(value, 'volumeClaimTemplates').map((claim) => own(claim, 'metadata') ?? null)).includes(name)
  return isTaken ? { reason: 'name-taken', detail: name } : undefined
}

/** A list that the user set is the user's: only a volume that is in it, as we know it, can be mounted (R6.3). */
function findUnlistedHarm({ name, value }: DefaultVolume, listed: Json): Harm | undefined {
  if (contains(listed, value)) return undefined
  return { reason: namesIn(listed).includes(name) ? 'name-taken' : 'volume-not-listed', detail: name }
}

/** Whether what a decision is about is in the object as the default has it, now or from before. */
function isInForce(decision: Decision | undefined): decision is Decision {
  return decision?.decision === 'injected' || decision?.reason === 'equals-default'
}

function contains(list: Json | undefined, value: Json): boolean {
  return isList(list) && list.some((item) => isEqual(item, value))
}

function namesIn(list: Json): readonly string[] {
  return isList(list) ? list.flatMap((item) => (typeof own(item, 'name') === 'string' ? [own(item, 'name') as string] : [])) : []
}

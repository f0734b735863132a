import { lookOutsideContainers } from '../argo/levels.ts'
import type { UsedPath } from '../argo/mount-collisions.ts'
import { findCollision, findUsedPaths } from '../argo/mount-collisions.ts'
import { RESERVED_VOLUMES } from '../argo/reserved.ts'
import type { Template } from '../argo/templates.ts'
import type { Json } from '../json.ts'
import { isEqual, isList, own, ownList } from '../json.ts'
import { keyOf } from '../key-of.ts'
import type { Harm } from '../merge.ts'
import { isSet } from '../merge.ts'
import type { Place } from '../patch/place.ts'
import { SKIPPED } from '../skip-list.ts'
import { findSpreads, identify } from '../spread.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import type { ListDefault } from './default.ts'
import { joinItems, pickItems } from './default.ts'
import type { DefaultMount, DefaultVolume } from './default-volumes.ts'
import { buildVolumes } from './default-volumes.ts'
import { findNamespacedHarm } from './env.ts'
import { isInForce, offerItems } from './items.ts'

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
    const shared = volumeList === undefined ? NO_NAMES : offerShared(subject, volumeList)
    const names: VolumeNames = {
      taken: findTakenNames(subject, shared),
      shared,
      claims: claimList === undefined ? NO_NAMES : findClaims(subject, claimList),
    }
    const lookUps = { subject, names, inDefaults: own(subject.templateDefaults, 'volumes'), ours: built.volumes }
    const findMounts = lookOutsideContainers(subject, 'volumeMounts')
    return (template) => {
      if (template.containers.length === 0) return
      const around = lookAround(template, lookUps)
      const elsewhere = findMounts(template)
      const mounted: DefaultMount[] = []
      for (const place of template.containers) mounted.push(...offerMounts(around, place, mounts, elsewhere))
      if (volumeList !== undefined) offerVolumes(around, volumeList, mounted)
    }
  }
}

/** The names of volumes in the spec. */
interface VolumeNames {
  /** The user's and Argo's: a mount by such a name is theirs (H6.1, H6.2). */
  readonly taken: ReadonlySet<string>
  /** The default volumes that the spec has: asked for by a spread entry, now or before (R3.6). */
  readonly shared: ReadonlySet<string>
  /** The default claims that the spec has. */
  readonly claims: ReadonlySet<string>
}

const NO_NAMES: ReadonlySet<string> = new Set()
const ARGOS_NAMES: ReadonlySet<string> = new Set(RESERVED_VOLUMES)

/** Proposes the default volumes for the spec, where a spread entry asks for them, and tells those that the spec then has. */
function offerShared(subject: Subject, list: ListDefault<DefaultVolume>): ReadonlySet<string> {
  const place = subject.spec
  const written = ownList(place.value, 'volumes')
  if (written.length === 0) return NO_NAMES

  const { items } =
    findSpreads('volumes', written).length === 0
      ? { items: NO_VOLUMES }
      : offerItems(subject, {
          place,
          field: 'volumes',
          list,
          findHarm: (volume) => findNamespacedHarm(subject, volume.reference) ?? findClaimed(subject, volume),
        })
  const names = namesIn(written)
  const isShared = (volume: DefaultVolume): boolean =>
    names.includes(volume.name) ? contains(written, volume.value) : items.includes(volume)
  return new Set(list.items.filter(isShared).map(({ name }) => name))
}

const NO_VOLUMES: readonly DefaultVolume[] = []

/** A claim's name is taken too (H6.1). */
function findClaimed({ spec }: Subject, { name }: DefaultVolume): Harm | undefined {
  return namesOfClaims(spec.value).includes(name) ? { reason: 'name-taken', detail: name } : undefined
}

function findTakenNames({ spec }: Subject, shared: ReadonlySet<string>): ReadonlySet<string> {
  if (own(spec.value, 'volumes') === undefined && own(spec.value, 'volumeClaimTemplates') === undefined)
    return ARGOS_NAMES
  const names = namesIn(ownList(spec.value, 'volumes')).filter((name) => !shared.has(name))
  return new Set([...RESERVED_VOLUMES, ...names, ...namesOfClaims(spec.value)])
}

function namesOfClaims(spec: Json | undefined): readonly string[] {
  return namesIn(ownList(spec, 'volumeClaimTemplates').map((claim) => own(claim, 'metadata') ?? null))
}

/** The names of the default claims that the spec has: those of `claims.ts`, which come before the mounts. */
function findClaims({ spec, givenClaims }: Subject, claims: ListDefault<DefaultVolume>): ReadonlySet<string> {
  const inForce = givenClaims ?? own(spec.value, 'volumeClaimTemplates')
  return new Set(claims.items.filter(({ value }) => contains(inForce, value)).map(({ name }) => name))
}

/** What is looked up once for all templates of an object. */
interface LookUps {
  readonly subject: Subject
  readonly names: VolumeNames
  /** The volumes that templateDefaults list. */
  readonly inDefaults: Json | undefined
  readonly ours: readonly DefaultVolume[]
}

/** What has a say in the volumes of one template. */
interface Around {
  readonly subject: Subject
  readonly names: VolumeNames
  readonly template: Template
  /** The volumes that the user lists for the template, by itself or by templateDefaults. */
  readonly listed: Json | undefined
  /** Whether those are our volumes and no others, as when an object is applied again. */
  readonly listsOnlyOurs: boolean
  /** Where the user lists them outside of the template. */
  readonly elsewhere: string | undefined
  readonly isSpread: boolean
}

function lookAround(template: Template, { subject, names, inDefaults, ours }: LookUps): Around {
  const inTemplate = own(template.value, 'volumes')
  const isInDefaults = isSet('volumes', inDefaults)
  const listed = isSet('volumes', inTemplate) ? inTemplate : isInDefaults ? inDefaults : undefined
  return {
    subject,
    names,
    template,
    listed,
    listsOnlyOurs: listed !== undefined && isOnly(listed, ours),
    elsewhere: isInDefaults ? 'templateDefaults.volumes' : undefined,
    isSpread: findSpreads('volumes', inTemplate).length > 0,
  }
}

/** Proposes the mounts of one container, and tells those that are then there by default. */
function offerMounts(
  around: Around,
  place: Place,
  list: ListDefault<DefaultMount>,
  elsewhere: string | undefined,
): readonly DefaultMount[] {
  const { subject, template } = around
  const used = findUsedPaths(template, place.value)
  const { ruling, items } = offerItems(subject, {
    place,
    field: 'volumeMounts',
    list,
    template,
    elsewhere,
    findHarm: (mount) => mount.harm ?? findVolumeHarm(mount.volume, around) ?? findCollisionHarm(mount, used),
  })
  if (!isInForce(ruling)) return NO_MOUNTS
  if (ruling?.reason !== 'spread') return items
  const users = new Set(ownList(place.value, 'volumeMounts').map((mount) => identify('volumeMounts', mount)))
  return items.filter(({ path }) => !users.has(path))
}

const NO_MOUNTS: readonly DefaultMount[] = []

function findCollisionHarm(mount: DefaultMount, used: readonly UsedPath[]): Harm | undefined {
  const what = findCollision(mount, used)
  return what === undefined ? undefined : { reason: 'mount-collides', detail: what }
}

/** Proposes the volumes of which the template's containers got mounts. */
function offerVolumes(around: Around, list: ListDefault<DefaultVolume>, mounted: readonly DefaultMount[]): void {
  const { subject, template, names, elsewhere } = around
  const isNamed = namesByHand(around)
  const isWanted = (volume: DefaultVolume): boolean =>
    !isShared(template, volume, names) && (isNamed(volume) || mounted.some((mount) => mount.volume === volume))
  const items = list.items.every(isWanted) ? list.items : list.items.filter(isWanted)
  subject.offer({
    place: template.place,
    field: 'volumes',
    value: pickItems(list, items),
    isEntry: false,
    template,
    elsewhere,
    harm: undefined,
    items,
  })
}

/** Whether a volume of the spec reaches the template: a containerSet does not get what its containers mount (H6.3). */
function isShared({ type }: Template, { name }: DefaultVolume, { shared }: VolumeNames): boolean {
  return type !== 'containerSet' && shared.has(name)
}

const namesNothing = (): boolean => false

/** Tells the default volumes that the user mounts by hand, where a spread entry asks for the volumes of the template. */
function namesByHand({ template, isSpread }: Around): (volume: DefaultVolume) => boolean {
  if (!isSpread) return namesNothing
  const { value, containers } = template
  const holders = [
    ...containers.map((container) => container.value),
    own(value, 'containerSet'),
    ...ownList(value, 'sidecars'),
    ...ownList(value, 'initContainers'),
  ]
  const named = new Set(holders.flatMap((holder) => namesIn(ownList(holder, 'volumeMounts'))))
  return ({ name }) => named.has(name)
}

/** Whether a list holds our volumes and no others, as it does when an object is applied again. */
function isOnly(listed: Json, ours: readonly DefaultVolume[]): boolean {
  return isList(listed) && listed.length > 0 && listed.every((item) => ours.some(({ value }) => isEqual(value, item)))
}

/** What speaks against a volume in a template: where it goes, what the user calls the same, and what the user lists there. */
function findVolumeHarm(volume: DefaultVolume, around: Around): Harm | undefined {
  const { subject, names, template, listed, listsOnlyOurs, isSpread } = around
  if (subject.windowsLeaves.has(template)) return { reason: 'windows', detail: template.place.key }
  if (volume.isClaim && template.type === 'containerSet') return { reason: 'claim-out-of-reach', detail: volume.name }
  if (volume.isClaim) return findClaimHarm(volume, names, listed === undefined || listsOnlyOurs)
  if (isShared(template, volume, names)) return undefined
  if (subject.skips?.covers(keyOf({ place: template.place, field: 'volumes', item: volume.name })) === true)
    return SKIPPED
  return (
    findNamespacedHarm(subject, volume.reference) ??
    findTakenHarm(volume, names) ??
    (listed === undefined ? undefined : findUnlistedHarm(volume, listed, isSpread))
  )
}

function findClaimHarm({ name }: DefaultVolume, { claims }: VolumeNames, isFree: boolean): Harm | undefined {
  return claims.has(name) && isFree ? undefined : { reason: 'volume-not-listed', detail: name }
}

function findTakenHarm({ name }: DefaultVolume, { taken }: VolumeNames): Harm | undefined {
  return taken.has(name) ? { reason: 'name-taken', detail: name } : undefined
}

/** A list that the user set is the user's: only a volume that is in it, as we know it, or spread into it, can be mounted (R6.3). */
function findUnlistedHarm({ name, value }: DefaultVolume, listed: Json, isSpread: boolean): Harm | undefined {
  if (contains(listed, value)) return undefined
  if (namesIn(listed).includes(name)) return { reason: 'name-taken', detail: name }
  return isSpread ? undefined : { reason: 'volume-not-listed', detail: name }
}

function contains(list: Json | undefined, value: Json): boolean {
  return isList(list) && list.some((item) => isEqual(item, value))
}

function namesIn(list: Json): readonly string[] {
  return isList(list)
    ? list.flatMap((item) => (typeof own(item, 'name') === 'string' ? [own(item, 'name') as string] : []))
    : []
}

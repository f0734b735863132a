import type { Json, JsonObject } from '../json.ts'
import { own, ownList, ownText } from '../json.ts'
import { isBelow, normalisePath } from './paths.ts'
import { RESERVED_PATHS } from './reserved.ts'
import type { Template } from './templates.ts'

/** A path in a container that the user has a use for. */
export interface UsedPath {
  readonly path: string
  /** What it is, for a person. */
  readonly what: string
  /** What a mount there would break: a mount at the same path, one above it, one below it (H6.4 to H6.8). */
  readonly forbids: ReadonlySet<'same' | 'above' | 'above-read-only' | 'below'>
}

/** A mount that a default proposes, its path normalised. */
export interface ProposedMount {
  readonly path: string
  readonly isReadOnly: boolean
}

/** The paths that the user's template and one container of it use. */
export function findUsedPaths(template: Template, container: unknown): readonly UsedPath[] {
  const used: UsedPath[] = []
  addPathsOfTemplate(used, template.value)
  add(used, ownText(container, 'workingDir'), 'the working directory', WORKING_DIRECTORY)
  return used
}

/** What a mount would collide with, for a person, or `undefined`. */
export function findCollision({ path, isReadOnly }: ProposedMount, used: readonly UsedPath[]): string | undefined {
  const collides = used.find(({ path: other, forbids }) => {
    if (path === other) return forbids.has('same')
    if (isBelow(path, other)) return forbids.has('below')
    return isBelow(other, path) && (forbids.has('above') || (isReadOnly && forbids.has('above-read-only')))
  })
  return collides?.what
}

/** The path of Argo's own that a mount would hide or lie in, or `undefined`. The path is normalised (H6.9). */
export function findReservedPath(path: string): string | undefined {
  return RESERVED_PATHS.find((other) => path === other || isBelow(path, other) || isBelow(other, path))
}

function addPathsOfTemplate(used: UsedPath[], template: JsonObject): void {
  // By the few fields that a template has: to look for each that counts takes longer.
  for (const field of Object.keys(template)) {
    if (field === 'inputs' || field === 'outputs') addArtifacts(used, template[field])
    if (field === 'outputs') addParameters(used, template[field])
    if (field === 'containerSet') addMounts(used, template[field], 'a mount of the containerSet')
    if (field === 'sidecars' || field === 'initContainers') addMirrors(used, ownList(template, field))
  }
}

function addParameters(used: UsedPath[], outputs: unknown): void {
  for (const parameter of ownList(outputs, 'parameters'))
    add(used, ownText(own(parameter, 'valueFrom'), 'path'), 'an output parameter', ARTIFACT)
}

function addArtifacts(used: UsedPath[], of: unknown): void {
  for (const artifact of ownList(of, 'artifacts')) add(used, ownText(artifact, 'path'), 'an artifact', ARTIFACT)
}

function addMirrors(used: UsedPath[], containers: readonly Json[]): void {
  for (const container of containers) {
    if (own(container, 'mirrorVolumeMounts') !== true) continue
    addMounts(used, container, 'a mount of a container that mirrors the main one')
  }
}

function addMounts(used: UsedPath[], container: unknown, what: string): void {
  for (const mount of ownList(container, 'volumeMounts')) add(used, ownText(mount, 'mountPath'), what, MOUNT)
}

function add(used: UsedPath[], path: string | undefined, what: string, forbids: UsedPath['forbids']): void {
  if (path !== undefined) used.push({ path: normalisePath(path), what: `${what} at ${path}`, forbids })
}

/** Argo puts an artifact at its path, or takes it from there. */
const ARTIFACT: UsedPath['forbids'] = new Set(['same', 'below', 'above-read-only'] as const)
const MOUNT: UsedPath['forbids'] = new Set(['same'] as const)
/** A mount at or above it would hide what the image ships there. */
const WORKING_DIRECTORY: UsedPath['forbids'] = new Set(['same', 'above'] as const)

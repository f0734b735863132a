import type { JsonObject } from '../json.ts'
import { own, ownList, ownPath, ownText } from '../json.ts'
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
  const directory = ownText(container, 'workingDir')
  const inTemplate = usesPaths(template.value) ? pathsOfTemplate(template.value) : NONE
  return directory === undefined
    ? inTemplate
    : [...inTemplate, ...use([directory], 'the working directory', WORKING_DIRECTORY)]
}

const NONE: readonly UsedPath[] = []

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

/** Whether a template uses any path at all: most do not, and need no list of them. */
function usesPaths(template: JsonObject): boolean {
  return (
    PATH_FIELDS.some((field) => own(template, field) !== undefined) ||
    own(own(template, 'inputs'), 'artifacts') !== undefined
  )
}

const PATH_FIELDS = ['outputs', 'containerSet', 'sidecars', 'initContainers']

function pathsOfTemplate(template: JsonObject): readonly UsedPath[] {
  const inputs = ownPath(template, 'inputs')
  const outputs = ownPath(template, 'outputs')
  return [
    ...use(
      [...ownList(inputs, 'artifacts'), ...ownList(outputs, 'artifacts')].map((artifact) => ownText(artifact, 'path')),
      'an artifact',
      ARTIFACT,
    ),
    ...use(
      ownList(outputs, 'parameters').map((parameter) => ownText(ownPath(parameter, 'valueFrom'), 'path')),
      'an output parameter',
      ARTIFACT,
    ),
    ...use(mountPaths(own(template, 'containerSet')), 'a mount of the containerSet', MOUNT),
    ...[...ownList(template, 'sidecars'), ...ownList(template, 'initContainers')]
      .filter((container) => own(container, 'mirrorVolumeMounts') === true)
      .flatMap((container) => use(mountPaths(container), 'a mount of a container that mirrors the main one', MOUNT)),
  ]
}

function mountPaths(container: unknown): readonly (string | undefined)[] {
  return ownList(container, 'volumeMounts').map((mount) => ownText(mount, 'mountPath'))
}

function use(paths: readonly (string | undefined)[], what: string, forbids: UsedPath['forbids']): readonly UsedPath[] {
  return paths.flatMap((path) =>
    path === undefined ? [] : [{ path: normalisePath(path), what: `${what} at ${path}`, forbids }],
  )
}

/** Argo puts an artifact at its path, or takes it from there. */
const ARTIFACT: UsedPath['forbids'] = new Set(['same', 'below', 'above-read-only'] as const)
const MOUNT: UsedPath['forbids'] = new Set(['same'] as const)
/** A mount at or above it would hide what the image ships there. */
const WORKING_DIRECTORY: UsedPath['forbids'] = new Set(['same', 'above'] as const)

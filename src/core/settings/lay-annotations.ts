import { PROFILE_ANNOTATION, SETTING_PREFIX, SKIP_ANNOTATION } from '../annotations.ts'
import type { Json, JsonObject } from '../json.ts'
import { findConflicts } from './conflicts.ts'
import { findMisfits } from './explain-issues.ts'
import type { SettingsFault } from './fault.ts'
import { describe } from './fault.ts'
import { didYouMean } from './nearest.ts'
import { readLayer } from './readable-file.ts'
import { Recent } from './recent.ts'
import type { Layer, Profiles, ResolvedSettings, Source } from './resolve.ts'
import { layOver } from './resolve.ts'
import type { SettingsLayer } from './schema.ts'
import { layerSchema } from './schema.ts'
import { findUnreadable } from './unreadable.ts'

/** Whose annotations they are. */
export type Annotated = 'namespace' | 'object'

/** What annotations make of settings. */
export interface Laid {
  /** The settings with whatever of the annotations is right. */
  readonly settings: ResolvedSettings
  /** A sentence for each that is wrong: which annotation it is, what was expected, and what came. */
  readonly faults: readonly string[]
}

/**
 * Lays what annotations say over settings: first the profile that they pick, then setting by setting (R5). Whatever is wrong is
 * left out.
 */
export type LayAnnotations = (base: ResolvedSettings, by: Annotated, annotations: JsonObject) => Laid

/** The value that the text of an annotation says in YAML, or what is wrong with it. */
export type ParseText = (text: string) => { readonly value: Json } | { readonly fault: string }

/**
 * So many combinations of settings and annotations are remembered, prepared defaults and all: most objects come from a few
 * templates, schedules and namespaces.
 */
const MAX_REMEMBERED = 128

/** Longer annotations are read each time, so that what is remembered has its bounds. */
const MAX_REMEMBERED_LENGTH = 16 * 1024

/** Longer ones are not read: a request must not wait for what nobody writes by hand. */
const MAX_SETTINGS_LENGTH = 64 * 1024

/** Makes what reads annotations, and remembers what it read. */
export function createLayAnnotations(parseText: ParseText): LayAnnotations {
  const recent = new Recent<Laid>(MAX_REMEMBERED)
  const numbers = new WeakMap<ResolvedSettings, number>()
  let count = 0
  const numberOf = (base: ResolvedSettings): number => {
    const known = numbers.get(base)
    if (known !== undefined) return known
    numbers.set(base, (count += 1))
    return count
  }

  return (base, by, annotations) => {
    const text = JSON.stringify(annotations)
    const make = (): Laid => lay(base, by, readAnnotations(base, by, annotations, parseText))
    return text.length > MAX_REMEMBERED_LENGTH ? make() : recent.get(`${numberOf(base)} ${by} ${text}`, make)
  }
}

/** What the annotations of one object or Namespace say, as far as it is right, and what is wrong with the rest. */
interface Reading {
  readonly profile: string | undefined
  readonly values: SettingsLayer
  readonly faults: readonly string[]
}

function readAnnotations(
  { profiles }: ResolvedSettings,
  by: Annotated,
  annotations: JsonObject,
  parseText: ParseText,
): Reading {
  const named = Object.entries(annotations).filter(([name]) => name.startsWith(SETTING_PREFIX))
  const length = JSON.stringify(named).length
  if (length > MAX_SETTINGS_LENGTH) return { profile: undefined, values: {}, faults: [explainLength(length)] }

  const read = named.map(([name, text = null]) => readAnnotation(name, text, parseText))
  const content = Object.fromEntries(read.flatMap((each) => ('entry' in each ? [each.entry] : [])))

  const picked = annotations[PROFILE_ANNOTATION]
  const profileFaults = findProfileFaults(picked, profiles)
  return {
    profile: profileFaults.length === 0 ? (picked as string | undefined) : undefined,
    values: readLayer(content),
    faults: [
      ...profileFaults,
      ...read.flatMap((each) => ('fault' in each ? [each.fault] : [])),
      ...findMisfits(layerSchema, content).map(explainFault),
      ...findSkipFaults(by, annotations),
    ],
  }
}

function explainLength(length: number): string {
  return `${SETTING_PREFIX}*: expected at most ${MAX_SETTINGS_LENGTH} characters in all, but came ${length}`
}

/** The setting and its value, or the sentence that says what is wrong with its annotation. */
type Read = { readonly entry: readonly [name: string, value: Json] } | { readonly fault: string }

/** The API server lets in no annotation that is no string, but a file may hold one. */
function readAnnotation(annotation: string, text: Json, parseText: ParseText): Read {
  if (typeof text !== 'string')
    return { fault: `${annotation}: expected a string, but came ${describe(text)}; in quotes it is a string` }
  const parsed = parseText(text)
  if ('fault' in parsed) return { fault: `${annotation}: ${parsed.fault}` }

  const name = annotation.slice(SETTING_PREFIX.length)
  const [unreadable] = findUnreadable({ [name]: parsed.value })
  if (unreadable === undefined) return { entry: [name, parsed.value] }
  return { fault: unreadable.path === '' ? `${annotation}: ${unreadable.message}` : explainFault(unreadable) }
}

function explainFault({ path, message }: SettingsFault): string {
  return `${SETTING_PREFIX}${path}: ${message}`
}

function findProfileFaults(picked: Json | undefined, profiles: Profiles): readonly string[] {
  if (picked === undefined || (typeof picked === 'string' && Object.hasOwn(profiles, picked))) return []
  const known = Object.keys(profiles).toSorted()
  const expected = known.length > MAX_LISTED ? 'the name of a profile' : `a profile, ${known.join(' or ')}`
  return [`${PROFILE_ANNOTATION}: expected ${expected}, but came ${describe(picked)}${didYouMean(picked, known)}`]
}

/** So many profiles can be listed in a message. */
const MAX_LISTED = 10

function findSkipFaults(by: Annotated, annotations: JsonObject): readonly string[] {
  if (by === 'object' || annotations[SKIP_ANNOTATION] === undefined) return []
  return [`${SKIP_ANNOTATION}: has no effect on a Namespace, only on the object that it is about`]
}

function lay(base: ResolvedSettings, by: Annotated, { profile, values, faults }: Reading): Laid {
  const layers = toLayers(base, by, profile, values)
  if (layers.length === 0) return { settings: base, faults }

  const settings = layOver(base, ...layers)
  const conflicts = findConflicts(settings)
  if (conflicts.length === 0) return { settings, faults }
  return {
    settings: layOver(base, ...layers.reduce<readonly Layer[]>((kept, layer) => keepWithout(base, kept, layer), [])),
    faults: [...faults, ...conflicts.map(({ path, message }) => `${path}: ${message}`)],
  }
}

/** A layer for the profile, and one for each annotation, so that each can be left out. */
function toLayers(
  { profiles }: ResolvedSettings,
  by: Annotated,
  profile: string | undefined,
  values: SettingsLayer,
): readonly Layer[] {
  const picked =
    profile === undefined
      ? []
      : [{ source: { layer: 'profile', name: profile, by }, values: profiles[profile] as SettingsLayer }]
  const source: Source = { layer: by }
  const annotated = Object.entries(values).filter(([, value]) => value !== undefined)
  return [...(picked as readonly Layer[]), ...annotated.map(([name, value]) => ({ source, values: { [name]: value } }))]
}

function keepWithout(base: ResolvedSettings, kept: readonly Layer[], layer: Layer): readonly Layer[] {
  return findConflicts(layOver(base, ...kept, layer)).length === 0 ? [...kept, layer] : kept
}

import { tagsOf } from '../argo/tags.ts'
import type { Json } from '../json.ts'
import { isList, isObject } from '../json.ts'
import type { WrittenValue } from '../patch/place.ts'
import { toText } from '../patch/pointer.ts'
import type { ResolvedSettings, Source } from '../settings/resolve.ts'
import type { SettingName } from '../settings/schema.ts'

/** One value that the settings yield for one path of an object (R1). Made once per settings, text and all. */
export interface Default extends WrittenValue {
  /** The setting that shaped it, or the label or annotation of the object that it passes on. */
  readonly setting: string
  readonly source: Source
  readonly value: Json
  /** The Argo tags in the value, which must resolve where it goes (H7.2). */
  readonly tags: readonly string[]
}

/** An item of a default that is a list. */
export interface ListItem extends Default {
  /** What tells it from the other items: the name of a variable, a volume or a mount's path. */
  readonly name: string
}

/** A default that is a list of which an item can be left out where it would do harm. */
export interface ListDefault<Item extends ListItem = ListItem> {
  readonly whole: Default
  readonly items: readonly Item[]
}

const NO_TAGS: readonly string[] = []

/**
 * The default that the settings yield by the value, or `undefined` where they yield nothing: `null`, or an object or
 * list with nothing in it (D12). Of several settings that shape it, the one from the uppermost layer is named.
 */
export function yieldDefault(
  settings: ResolvedSettings,
  names: readonly SettingName[],
  value: unknown,
): Default | undefined {
  if (isNothing(value)) return undefined
  const setting = uppermost(settings, names)
  return createDefault(setting, settings.sources[setting], value)
}

/** A default by the setting's own value, for a setting that yields just itself. */
export function yieldSetting(settings: ResolvedSettings, name: SettingName): Default | undefined {
  return yieldDefault(settings, [name], settings.values[name])
}

/** A default for each entry of a setting that is a map. */
export function yieldMap(settings: ResolvedSettings, name: SettingName): Readonly<Record<string, Default>> {
  const entries = Object.entries(settings.values[name] ?? {}) as [string, unknown][]
  return Object.fromEntries(entries.map(([key, value]) => [key, createDefault(name, settings.sources[name], value)]))
}

/** The list of all items; `undefined` where there are none. */
export function joinItems<Item extends ListItem>(items: readonly Item[]): ListDefault<Item> | undefined {
  const whole = joinDefaults(items)
  return whole === undefined ? undefined : { whole, items }
}

/** The list of some of the items, in their order; the whole list itself where none was left out. */
export function pickItems<Item extends ListItem>(list: ListDefault<Item>, items: readonly Item[]): Default | undefined {
  return items.length === list.items.length ? list.whole : joinDefaults(items)
}

/** A default with a value as it will be in JSON: fields that are `undefined` are not there. */
export function createDefault(setting: string, source: Source, value: unknown): Default {
  const plain = JSON.parse(JSON.stringify(value)) as Json
  const text = toText(plain)
  return { setting, source, value: plain, text, tags: text.includes('{{') ? tagsIn(plain) : NO_TAGS, ending: undefined }
}

/**
 * A default whose value is JSON as it is, of ASCII characters and without tags, such as one with a label's value in it: made
 * for one object, it costs less.
 */
export function createPlainDefault(setting: string, source: Source, value: Json): Default {
  return { setting, source, value, text: JSON.stringify(value), tags: NO_TAGS, ending: undefined }
}

/** A list default of the items, named after the one from the uppermost layer. */
function joinDefaults(items: readonly Default[]): Default | undefined {
  const [first] = items
  if (first === undefined) return undefined

  const named = items.reduce((upper, item) => (rank(item.source) > rank(upper.source) ? item : upper), first)
  return {
    setting: named.setting,
    source: named.source,
    value: items.map((item) => item.value),
    text: `[${items.map((item) => item.text).join(',')}]`,
    tags: items.flatMap((item) => item.tags),
    ending: undefined,
  }
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'object' && Object.values(value).every((field) => field === undefined)
}

/** Of several settings the one from the uppermost layer. */
export function uppermost(settings: ResolvedSettings, names: readonly SettingName[]): SettingName {
  return names.reduce((upper, name) => (rank(settings.sources[name]) > rank(settings.sources[upper]) ? name : upper))
}

/** The layers in R5's order: a profile counts just below the annotations of whoever picked it. */
function rank({ layer, by }: Source): number {
  if (layer === 'profile') return PICKED_BY[by ?? 'file']
  return LAYER_RANK[layer]
}

const LAYER_RANK = { 'built-in': 0, file: 1, namespace: 4, object: 6 } as const
const PICKED_BY = { file: 2, namespace: 3, object: 5 } as const

function tagsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return tagsOf(value)
  if (isList(value)) return value.flatMap(tagsIn)
  return isObject(value) ? Object.values(value).flatMap((item) => tagsIn(item as Json)) : []
}

import type { Json } from '../core/json.ts'
import type { ResolvedSettings, Source } from '../core/settings/resolve.ts'
import type { SettingName } from '../core/settings/schema.ts'
import { choosePaint } from './colours.ts'
import type { Io } from './io.ts'
import { printSource } from './print-source.ts'
import { printValue } from './print-value.ts'

/** The formats of `settings`. */
export type SettingsFormat = 'text' | 'yaml' | 'json'

/** Settings, and what they are in force for; `null` is the cluster. */
export interface InForceOf {
  readonly of: string | null
  readonly settings: ResolvedSettings
}

/** Prints the settings in force for one thing, or for a list of things. */
export async function printSettings(
  io: Io,
  inForce: InForceOf | readonly InForceOf[],
  format: SettingsFormat,
): Promise<string> {
  const isOne = 'settings' in inForce
  const all = isOne ? [inForce] : inForce
  if (format === 'json') return `${JSON.stringify(isOne ? toJson(inForce) : all.map(toJson), null, 2)}\n`
  if (format === 'text') return all.map((each) => toText(io, each)).join('\n')

  const { printYaml } = await import('../documents/print-yaml.ts')
  return all.map((each) => toYaml(each, printYaml)).join('---\n')
}

function toJson({ of, settings }: InForceOf): object {
  const named = namesOf(settings).map((name) => [
    name,
    { value: settings.values[name], source: settings.sources[name] },
  ])
  return { of: of ?? 'the cluster', hash: settings.hash, settings: Object.fromEntries(named) as object }
}

function toText(io: Io, { of, settings }: InForceOf): string {
  const paint = choosePaint(io)
  const names = namesOf(settings)
  const width = Math.max(...names.map((name) => name.length))
  const lines = names.map((name) => {
    const { value, source } = read(settings, name)
    return `  ${name.padEnd(width)}  ${printValue(value)} ${paint('dim', `(${printSource(source)})`)}\n`
  })
  return `${paint('bold', of ?? 'the cluster')} ${paint('dim', `(settings ${settings.hash})`)}\n${lines.join('')}`
}

/** A settings file that would say the same for the whole cluster, with where each value is from beside it. */
function toYaml({ of, settings }: InForceOf, printYaml: (value: Json) => string): string {
  const lines = namesOf(settings).flatMap((name) => {
    const { value, source } = read(settings, name)
    const [first = '', ...others] = printYaml({ [name]: value }).split('\n')
    return [`${first} # ${printSource(source)}`, ...others].map((line) => `  ${line}\n`)
  })
  return `# the settings in force for ${of ?? 'the cluster'}, ${settings.hash}\n${HEAD}defaults:\n${lines.join('')}`
}

const HEAD = 'apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\n'

function namesOf({ values }: ResolvedSettings): readonly SettingName[] {
  return Object.keys(values) as SettingName[]
}

function read(settings: ResolvedSettings, name: SettingName): { readonly value: Json; readonly source: Source } {
  return { value: settings.values[name], source: settings.sources[name] }
}

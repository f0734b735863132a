import { stringify } from 'yaml'
import type { NamespaceFacts } from '../../src/core/facts.ts'
import type { JsonObject } from '../../src/core/json.ts'
import type { ResolvedSettings, Source } from '../../src/core/settings/resolve.ts'
import { settingsOf } from './settings.ts'

/** The layers in R5's order, the lowest first, and what a decision says of a value from each. */
export const LAYERS: Readonly<Record<Layer, Source>> = {
  file: { layer: 'file' },
  filePicked: { layer: 'profile', name: 'of-file', by: 'file' },
  namespacePicked: { layer: 'profile', name: 'of-namespace', by: 'namespace' },
  namespace: { layer: 'namespace' },
  objectPicked: { layer: 'profile', name: 'of-object', by: 'object' },
  object: { layer: 'object' },
}

/** One of them: the settings file, the annotations of a Namespace and of an object, and the profiles that each of these picks. */
export type Layer = 'file' | 'filePicked' | 'namespacePicked' | 'namespace' | 'objectPicked' | 'object'

/** The settings that each layer is to have; none where it is not named. */
export type Layers = Readonly<Partial<Record<Layer, JsonObject>>>

/** Where all of that stands: in the settings file, in the Namespace, and in the annotations of the object. */
export interface Spelt {
  readonly settings: ResolvedSettings
  readonly namespace: NamespaceFacts
  readonly annotations: Readonly<Record<string, string>>
}

/** Spells layers as users do (R5). What holds of every layer may stand `beside` the settings of the file. */
export function spellLayers(layers: Layers, beside: JsonObject = {}): Spelt {
  const { file, filePicked, namespacePicked, namespace, objectPicked, object } = layers
  const profiles = {
    'of-file': filePicked ?? {},
    'of-namespace': namespacePicked ?? {},
    'of-object': objectPicked ?? {},
  }
  return {
    settings: settingsOf({ ...beside, ...file }, { profiles, ...(filePicked && { profile: 'of-file' }) }),
    namespace: { labels: {}, annotations: toAnnotations(namespace, namespacePicked && 'of-namespace') },
    annotations: toAnnotations(object, objectPicked && 'of-object'),
  }
}

/** Spells settings and the profile that is picked as annotations, as YAML. */
export function toAnnotations(
  settings: Readonly<Record<string, unknown>> = {},
  profile?: string,
): Readonly<Record<string, string>> {
  const named = Object.entries(settings).map(([name, value]) => [
    `settings.workflows.panfactum.com/${name}`,
    stringify(value, { version: '1.1' }),
  ])
  return {
    ...(Object.fromEntries(named) as Record<string, string>),
    ...(profile !== undefined && { 'workflows.panfactum.com/profile': profile }),
  }
}

import type { Source } from '../core/settings/resolve.ts'

/** Where a value of the settings was set, for a person. */
export function printSource({ layer, name, by }: Source): string {
  const layers = {
    'built-in': 'built-in',
    file: 'settings file',
    profile: `profile ${name} of the ${by === 'namespace' ? 'Namespace' : by}`,
    namespace: 'annotation of the Namespace',
    object: 'annotation of the object',
  }
  return layers[layer]
}

import { SETTING_PREFIX } from '../annotations.ts'
import type { Path } from './fault.ts'
import type { ResolvedSettings } from './resolve.ts'
import type { SettingName } from './schema.ts'

/** Where the value of a setting stands: in the settings file, or in an annotation; its bare name where it is built in. */
export function pathTo({ sources }: ResolvedSettings, name: SettingName, ...rest: Path): Path {
  const { layer, name: profile } = sources[name]
  if (layer === 'profile') return ['profiles', String(profile), name, ...rest]
  if (layer === 'namespace' || layer === 'object') return [`${SETTING_PREFIX}${name}`, ...rest]
  return layer === 'file' ? ['defaults', name, ...rest] : [name, ...rest]
}

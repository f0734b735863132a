import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The folder that keeps what was built, outside the checkout, so that a fresh clone builds nothing either: CLUSTER_CACHE,
 * else the user's cache folder.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  if (env['CLUSTER_CACHE']) return env['CLUSTER_CACHE']
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'wf-defaults', 'cluster')
}

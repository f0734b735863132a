import type { Versions } from '../harness/binaries.ts'
import { readVersions } from '../harness/binaries.ts'

/** Why a trap is not there that a later version of Argo is the first to have; `false` where it is. */
export function whyNotYet(since: Versions['argo']): string | false {
  return Number(readVersions(process.env).argo) < Number(since) && `there since Argo ${since}`
}

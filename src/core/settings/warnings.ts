import { yieldTolerations } from '../defaults/tolerations.ts'
import type { SettingsFault } from './fault.ts'
import { createFault, formatPath } from './fault.ts'
import { pathTo } from './path-to.ts'
import type { ResolvedSettings } from './resolve.ts'

/** Finds what is allowed, and is likely to be regretted. */
export function findWarnings(settings: ResolvedSettings): readonly SettingsFault[] {
  return [
    ...findAmbiguousTolerations(settings),
    ...findBareParameters(settings),
    ...findLostArtifacts(settings),
    ...findHopelessRetries(settings),
  ]
}

/** Where Argo merges two lists of tolerations, it does so by their keys (H1.4). */
function findAmbiguousTolerations(settings: ResolvedSettings): readonly SettingsFault[] {
  const extra = settings.values.extraTolerations ?? []
  const all = (yieldTolerations(settings)?.value ?? []) as readonly { readonly key: string }[]
  const holders = new Map(
    all.slice(0, all.length - extra.length).map(({ key }) => [key, 'the node settings yield one']),
  )

  return extra.flatMap(({ key }, index) => {
    const path = pathTo(settings, 'extraTolerations', index)
    if (key === undefined)
      return [createFault(path, 'has no key: a Workflow fails where Argo has to merge it with other tolerations')]

    const holder = holders.get(key)
    holders.set(key, holder ?? `${formatPath(path)} is one`)
    return holder === undefined
      ? []
      : [createFault(path, `has the key ${key}, and ${holder} too: where Argo merges tolerations, one of them is lost`)]
  })
}

function findBareParameters(settings: ResolvedSettings): readonly SettingsFault[] {
  const parameters = settings.values.passthroughParameters ?? []
  return parameters.flatMap((parameter, index) => {
    if (parameter.default !== undefined || parameter.value !== undefined) return []
    const path = pathTo(settings, 'passthroughParameters', index)
    return [createFault(path, 'has neither default nor value: a Workflow that is no template gets nothing of it')]
  })
}

/** They go with their Workflow (H15.3). */
function findLostArtifacts(settings: ResolvedSettings): readonly SettingsFault[] {
  const { values } = settings
  const lifetimes = [
    values.workflowDeleteSecondsAfterCompletion,
    values.workflowDeleteSecondsAfterFailure,
    values.workflowDeleteSecondsAfterSuccess,
  ]
  if (values.deleteArtifactsOnDeletion !== true || lifetimes.every((lifetime) => lifetime === null)) return []
  return [
    createFault(
      pathTo(settings, 'deleteArtifactsOnDeletion'),
      'deletes artifacts as soon as the workflowDeleteSecondsAfter… settings delete their Workflow',
    ),
  ]
}

/** The time for all attempts counts from the first one's start (H5.3). */
function findHopelessRetries(settings: ResolvedSettings): readonly SettingsFault[] {
  const { retryBackoffInitialDurationSeconds: first, retryBackoffMaxDurationSeconds: max } = settings.values
  if (first === null || max === null || first <= max) return []
  return [
    createFault(
      pathTo(settings, 'retryBackoffMaxDurationSeconds'),
      `is over before the first retry, after ${first} s: there will be none`,
    ),
  ]
}

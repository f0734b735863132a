import { hasRepository } from '../artifact-repository.ts'
import type { Settings } from '../settings/schema.ts'
import type { Subject } from '../subject.ts'
import type { Concern } from './concern.ts'
import { yieldDefault } from './default.ts'

/** How long Workflows and their Pods stay after they have completed. */
export const retention: Concern = (settings) => {
  const ttlStrategy = yieldDefault(settings, TTL_SETTINGS, buildTtlStrategy(settings.values))
  const podGC = yieldDefault(settings, ['podDeleteDelaySeconds'], buildPodGC(settings.values))
  const reference = settings.values.artifactRepositoryRef
  const archivesLogs = settings.values.archiveLogsEnabled === true

  return (subject) => {
    subject.offer({ place: subject.spec, field: 'ttlStrategy', value: ttlStrategy })

    const losesLogs = archivesLogs && !isArchivedByUser(subject) && !hasRepository(subject, reference)
    const harm = losesLogs ? ({ reason: 'no-artifact-repository', detail: '' } as const) : undefined
    subject.offer({ place: subject.spec, field: 'podGC', value: podGC, harm })
  }
}

/** Whether the user decided about the logs: then the default that is left out was never theirs to lose. */
function isArchivedByUser(subject: Subject): boolean {
  return subject.hasInSpec('archiveLogs')
}

function buildTtlStrategy(values: Settings): object {
  return {
    secondsAfterCompletion: values.workflowDeleteSecondsAfterCompletion ?? undefined,
    secondsAfterFailure: values.workflowDeleteSecondsAfterFailure ?? undefined,
    secondsAfterSuccess: values.workflowDeleteSecondsAfterSuccess ?? undefined,
  }
}

/**
 * Without a delay the strategy is left (R4). Where the archiving of logs is turned off too, as by the profile `generic`,
 * nothing is: Pods are then the only place where the logs are.
 */
function buildPodGC({ archiveLogsEnabled, podDeleteDelaySeconds: delay }: Settings): object | undefined {
  if (delay === null && archiveLogsEnabled === null) return undefined
  return { strategy: 'OnWorkflowCompletion', deleteDelayDuration: delay === null ? undefined : `${delay}s` }
}

const TTL_SETTINGS = [
  'workflowDeleteSecondsAfterCompletion',
  'workflowDeleteSecondsAfterFailure',
  'workflowDeleteSecondsAfterSuccess',
] as const

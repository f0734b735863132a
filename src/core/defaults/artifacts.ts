import { findRepositoryHarm, hasRepository } from '../artifact-repository.ts'
import type { Concern } from './concern.ts'
import { yieldDefault, yieldSetting } from './default.ts'

/** Where artifacts and logs are kept, and until when. */
export const artifacts: Concern = (settings) => {
  const reference = settings.values.artifactRepositoryRef
  const artifactRepositoryRef = yieldSetting(settings, 'artifactRepositoryRef')
  const archiveLogs = yieldSetting(settings, 'archiveLogsEnabled')
  const deletes = settings.values.deleteArtifactsOnDeletion === true
  const artifactGC = yieldDefault(
    settings,
    ['deleteArtifactsOnDeletion'],
    deletes ? { strategy: 'OnWorkflowDeletion' } : null,
  )

  return (subject) => {
    const place = subject.spec
    const harm = reference === null ? undefined : findRepositoryHarm(subject, reference)
    subject.offer({ place, field: 'artifactRepositoryRef', value: artifactRepositoryRef, harm })

    const needsRepository = archiveLogs?.value === true && !hasRepository(subject, reference)
    const logHarm = needsRepository ? ({ reason: 'no-artifact-repository', detail: '' } as const) : undefined
    subject.offer({ place, field: 'archiveLogs', value: archiveLogs, harm: logHarm })
    subject.offer({ place, field: 'artifactGC', value: artifactGC })
  }
}

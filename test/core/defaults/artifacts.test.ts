import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const REFERENCE = { configMap: 'repositories', key: 's3' }

t.test('names the artifact repository, and keeps logs in it', async (t) => {
  const { find, after } = decideWith({ artifactRepositoryRef: REFERENCE, archiveLogsEnabled: true }, workflow())

  t.match(find('artifactRepositoryRef'), {
    setting: 'artifactRepositoryRef',
    decision: 'injected',
    source: { layer: 'file' },
  })
  t.match(find('archiveLogs'), { setting: 'archiveLogsEnabled', decision: 'injected' })
  t.match(after, { spec: { artifactRepositoryRef: REFERENCE, archiveLogs: true } })
})

t.test('as is built in', async (t) => {
  const { find } = decideUnder(settingsOf({}), workflow())

  t.match(find('artifactRepositoryRef'), {
    value: { configMap: 'artifact-repositories', key: 's3' },
    source: { layer: 'built-in' },
  })
  t.match(find('archiveLogs'), { value: true, source: { layer: 'built-in' } })
  t.equal(find('artifactGC'), undefined)
})

t.test("keeps the user's, whole (H1.2)", async (t) => {
  const spec = { artifactRepositoryRef: { key: 'mine' }, archiveLogs: false, artifactGC: {}, podGC: {}, templates: [] }
  const settings = { artifactRepositoryRef: REFERENCE, archiveLogsEnabled: true, deleteArtifactsOnDeletion: true }

  t.strictSame(decideWith(settings, workflow(spec)).reasons, {
    podGC: 'kept/user-set',
    artifactRepositoryRef: 'kept/user-set',
    archiveLogs: 'kept/user-set',
    artifactGC: 'kept/user-set',
  })
})

t.test('deletes artifacts with their Workflow only where that is asked for (H15.3)', async (t) => {
  const { find } = decideWith({ deleteArtifactsOnDeletion: true }, workflow())

  t.match(find('artifactGC'), { setting: 'deleteArtifactsOnDeletion', value: { strategy: 'OnWorkflowDeletion' } })
  for (const deleteArtifactsOnDeletion of [false, null])
    t.strictSame(decideWith({ deleteArtifactsOnDeletion }, workflow()).decisions, [])
})

t.test('says so where logs are not to be kept', async (t) => {
  t.match(decideWith({ archiveLogsEnabled: false }, workflow()).find('archiveLogs'), {
    decision: 'injected',
    value: false,
  })
})

import t from 'tap'
import { BUILT_IN_PROFILES, BUILT_IN_SETTINGS } from '../../../src/core/settings/builtin.ts'
import { parseSettings } from '../../../src/core/settings/parse.ts'
import { resolveSettings } from '../../../src/core/settings/resolve.ts'
import { layerSchema } from '../../../src/core/settings/schema.ts'

/** The settings of R4's table, in its order. */
const NAMES = [
  'activeDeadlineSeconds',
  'archiveLogsEnabled',
  'armNodesEnabled',
  'burstableNodesEnabled',
  'spotNodesEnabled',
  'artifactRepositoryRef',
  'commonEnv',
  'commonEnvFromSecrets',
  'commonEnvFromConfigMaps',
  'configMapMounts',
  'secretMounts',
  'tmpDirectories',
  'tmpDirectoryStorageClassName',
  'controllerNodeRequired',
  'workflowNodesRequired',
  'defaultContainerImage',
  'defaultResources',
  'deleteArtifactsOnDeletion',
  'disruptionsEnabled',
  'dnsPolicy',
  'extraLabels',
  'extraPodLabels',
  'extraPodAnnotations',
  'extraWorkflowLabels',
  'workflowAnnotations',
  'extraTolerations',
  'labelsFromParameters',
  'labelsFrom',
  'linuxCapabilities',
  'privileged',
  'readOnly',
  'runAsRoot',
  'uid',
  'nodePreferences',
  'nodeRequirements',
  'panfactumSchedulerEnabled',
  'passthroughParameters',
  'podDeleteDelaySeconds',
  'podParallelism',
  'priority',
  'priorityClassName',
  'pullThroughCacheEnabled',
  'retryBackoffInitialDurationSeconds',
  'retryBackoffMaxDurationSeconds',
  'retryMaxAttempts',
  'retryExpression',
  'retryPolicy',
  'securityContextEnabled',
  'podInfoEnabled',
  'labelsEnabled',
  'serviceAccountName',
  'volumeMounts',
  'workflowDeleteSecondsAfterCompletion',
  'workflowDeleteSecondsAfterFailure',
  'workflowDeleteSecondsAfterSuccess',
  'workflowParallelism',
].toSorted()

t.test('has every setting of R4, and no other', async (t) => {
  t.strictSame(Object.keys(BUILT_IN_SETTINGS).toSorted(), NAMES, 'has a built-in value')
  t.strictSame(Object.keys(layerSchema.shape).toSorted(), NAMES, 'is in the schema')
})

t.test('fits the schema, which changes nothing in it', async (t) => {
  t.strictSame(layerSchema.parse(BUILT_IN_SETTINGS), BUILT_IN_SETTINGS)
})

t.test('is written in the order that resolving gives, so that a file that repeats it changes no byte', async (t) => {
  const repeated = resolveSettings({ source: { layer: 'file' }, values: BUILT_IN_SETTINGS })

  t.equal(repeated.hash, resolveSettings().hash)
  t.equal(JSON.stringify(repeated.values), JSON.stringify(BUILT_IN_SETTINGS))
})

t.test('gives no warning and has no fault of its own', async (t) => {
  const parsed = parseSettings({ apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings' })

  t.match(parsed, { settings: { values: BUILT_IN_SETTINGS }, warnings: [] })
})

t.test('generic turns off what only the Panfactum stack answers to', async (t) => {
  t.strictSame(layerSchema.parse(BUILT_IN_PROFILES.generic), {
    archiveLogsEnabled: null,
    artifactRepositoryRef: null,
    panfactumSchedulerEnabled: null,
    podDeleteDelaySeconds: null,
    pullThroughCacheEnabled: null,
    tmpDirectoryStorageClassName: null,
    workflowParallelism: null,
  })
})

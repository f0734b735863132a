import type { SettingName } from '../../src/core/settings/schema.ts'

/** Two values of a setting, in which a layer and the one above it can differ, and where they show. */
export interface SettingSample {
  readonly values: readonly [unknown, unknown]
  /** The key of a decision that names the setting. */
  readonly key: string
}

const LABEL = (name: string): string => `podMetadata.labels[panfactum.com/${name}]`
const CONTAINER = 'templates[main].container'

/** One for each setting, for a WorkflowTemplate of one container template `main`, with the parameter `ref`, and one of each other. */
export const SETTING_SAMPLES: Readonly<Record<SettingName, SettingSample>> = {
  activeDeadlineSeconds: { values: [1, 2], key: 'activeDeadlineSeconds' },
  archiveLogsEnabled: { values: [false, true], key: 'archiveLogs' },
  armNodesEnabled: { values: [false, true], key: LABEL('arm64-enabled') },
  artifactRepositoryRef: { values: [{ key: 'a' }, { key: 'b' }], key: 'artifactRepositoryRef' },
  burstableNodesEnabled: { values: [false, true], key: LABEL('burstable-enabled') },
  commonEnv: { values: [{ A: '1' }, { A: '2' }], key: `${CONTAINER}.env` },
  commonEnvFromConfigMaps: {
    values: [{ A: { configMapName: 'a', key: 'k' } }, { A: { configMapName: 'b', key: 'k' } }],
    key: `${CONTAINER}.env`,
  },
  commonEnvFromSecrets: {
    values: [{ A: { secretName: 'a', key: 'k' } }, { A: { secretName: 'b', key: 'k' } }],
    key: `${CONTAINER}.env`,
  },
  configMapMounts: {
    values: [{ a: { mountPath: '/a' } }, { b: { mountPath: '/b' } }],
    key: `${CONTAINER}.volumeMounts`,
  },
  controllerNodeRequired: { values: [false, true], key: LABEL('controller-enabled') },
  defaultContainerImage: { values: ['a', 'b'], key: `${CONTAINER}.image` },
  defaultResources: {
    values: [{ requests: { cpu: '1m' } }, { requests: { cpu: '2m' } }],
    key: `${CONTAINER}.resources`,
  },
  deleteArtifactsOnDeletion: { values: [true, true], key: 'artifactGC' },
  disruptionsEnabled: { values: [false, false], key: 'podDisruptionBudget' },
  dnsPolicy: { values: ['Default', 'ClusterFirst'], key: 'dnsPolicy' },
  extraLabels: { values: [{ a: '1' }, { a: '2' }], key: 'podMetadata.labels[a]' },
  extraPodAnnotations: { values: [{ a: '1' }, { a: '2' }], key: 'podMetadata.annotations[a]' },
  extraPodLabels: { values: [{ a: '1' }, { a: '2' }], key: 'podMetadata.labels[a]' },
  extraTolerations: {
    values: [[{ key: 'a', operator: 'Exists' }], [{ key: 'b', operator: 'Exists' }]],
    key: 'tolerations',
  },
  extraWorkflowLabels: { values: [{ a: '1' }, { a: '2' }], key: 'workflowMetadata.labels[a]' },
  labelsEnabled: { values: [true, true], key: LABEL('prevent-lifetime-eviction') },
  labelsFrom: { values: [{ a: "'1'" }, { a: "'2'" }], key: 'workflowMetadata.labelsFrom[a]' },
  labelsFromParameters: { values: [['ref'], ['ref']], key: 'workflowMetadata.labelsFrom[ref]' },
  linuxCapabilities: { values: [['CHOWN'], ['NET_ADMIN']], key: `${CONTAINER}.securityContext` },
  nodePreferences: {
    values: [{ a: { weight: 1, operator: 'Exists' } }, { a: { weight: 2, operator: 'Exists' } }],
    key: 'affinity',
  },
  nodeRequirements: { values: [{ a: ['1'] }, { a: ['2'] }], key: 'affinity' },
  panfactumSchedulerEnabled: { values: [false, true], key: 'schedulerName' },
  passthroughParameters: {
    values: [[{ name: 'stage', default: 'a' }], [{ name: 'stage', default: 'b' }]],
    key: 'arguments.parameters[stage]',
  },
  podDeleteDelaySeconds: { values: [1, 2], key: 'podGC' },
  podInfoEnabled: { values: [true, true], key: `${CONTAINER}.volumeMounts` },
  podParallelism: { values: [1, 2], key: 'parallelism' },
  priority: { values: [1, 2], key: 'priority' },
  priorityClassName: { values: ['a', 'b'], key: 'podPriorityClassName' },
  privileged: { values: [true, false], key: `${CONTAINER}.securityContext` },
  pullThroughCacheEnabled: { values: [false, true], key: LABEL('pull-through-cache-enabled') },
  readOnly: { values: [false, true], key: `${CONTAINER}.securityContext` },
  retryBackoffInitialDurationSeconds: { values: [1, 2], key: 'templates[main].retryStrategy' },
  retryBackoffMaxDurationSeconds: { values: [100, 200], key: 'templates[main].retryStrategy' },
  retryExpression: { values: ["'a'", "'b'"], key: 'templates[main].retryStrategy' },
  retryMaxAttempts: { values: [1, 2], key: 'templates[main].retryStrategy' },
  retryPolicy: { values: ['OnError', 'OnFailure'], key: 'templates[main].retryStrategy' },
  runAsRoot: { values: [true, false], key: `${CONTAINER}.securityContext` },
  secretMounts: { values: [{ a: { mountPath: '/a' } }, { b: { mountPath: '/b' } }], key: `${CONTAINER}.volumeMounts` },
  securityContextEnabled: { values: [true, true], key: 'securityContext' },
  serviceAccountName: { values: ['a', 'b'], key: 'serviceAccountName' },
  spotNodesEnabled: { values: [false, true], key: LABEL('spot-enabled') },
  tmpDirectories: {
    values: [{ a: { mountPath: '/a' } }, { b: { mountPath: '/b' } }],
    key: `${CONTAINER}.volumeMounts`,
  },
  tmpDirectoryStorageClassName: { values: ['fast', 'slow'], key: 'templates[main].volumes' },
  uid: { values: [1, 2], key: 'securityContext' },
  volumeMounts: { values: [{ a: { mountPath: '/a' } }, { b: { mountPath: '/b' } }], key: 'volumeClaimTemplates' },
  workflowAnnotations: { values: [{ a: '1' }, { a: '2' }], key: 'workflowMetadata.annotations[a]' },
  workflowDeleteSecondsAfterCompletion: { values: [1, 2], key: 'ttlStrategy' },
  workflowDeleteSecondsAfterFailure: { values: [1, 2], key: 'ttlStrategy' },
  workflowDeleteSecondsAfterSuccess: { values: [1, 2], key: 'ttlStrategy' },
  workflowNodesRequired: { values: [true, true], key: 'affinity' },
  workflowParallelism: { values: [1, 2], key: 'synchronization' },
}

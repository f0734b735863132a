import { settingsOf } from '../../helpers/settings.ts'
import type { ResolvedSettings } from '../../../src/core/settings/resolve.ts'

/**
 * Every setting that is off unless an operator wants it, in values that meet what Argo's authors wrote: names of their
 * parameters and volumes, paths that they use, tags that resolve in some templates only.
 */
const EVERYTHING: object = {
  commonEnv: {
    STAGE: 'production',
    MESSAGE: '{{inputs.parameters.message}}',
    POD: '{{pod.name}}',
    WORKFLOW: '{{workflow.name}}',
  },
  commonEnvFromConfigMaps: { URL: { configMapName: 'ci', key: 'url' } },
  commonEnvFromSecrets: { TOKEN: { secretName: 'ci', key: 'token' } },
  configMapMounts: { conf: { mountPath: '/conf', optional: true } },
  deleteArtifactsOnDeletion: true,
  extraLabels: { team: 'platform' },
  extraPodAnnotations: { owner: '{{workflow.name}}' },
  extraTolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
  extraWorkflowLabels: { tier: 'one' },
  labelsFrom: { said: 'workflow.parameters.message' },
  labelsFromParameters: ['message'],
  nodePreferences: { 'topology.kubernetes.io/zone': { weight: 7, operator: 'In', values: ['a'] } },
  nodeRequirements: { 'kubernetes.io/arch': ['arm64', 'amd64'] },
  passthroughParameters: [
    { name: 'message', default: 'from the cluster' },
    { name: 'stage', default: 'production', enum: ['production', 'test'] },
  ],
  podParallelism: 20,
  priority: 1,
  priorityClassName: 'high',
  secretMounts: { creds: { mountPath: '/etc/creds', optional: true } },
  serviceAccountName: 'default',
  tmpDirectories: {
    scratch: { mountPath: '/tmp', nodeLocal: true },
    workdir: { mountPath: '/work' },
    src: { mountPath: '/src' },
  },
  volumeMounts: { data: { mountPath: '/mnt/data' } },
  workflowAnnotations: { note: 'by default' },
  workflowParallelism: 3,
}

/** What the corpora are given, by what it is called in a test's title. */
export const SETTINGS_TRIED: Readonly<Record<string, ResolvedSettings>> = {
  'the built-in settings': settingsOf({}),
  'every setting': settingsOf(EVERYTHING),
}

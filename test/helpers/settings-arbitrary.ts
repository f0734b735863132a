import * as fc from 'fast-check'
import type { ResolvedSettings } from '../../src/core/settings/resolve.ts'
import type { SettingName } from '../../src/core/settings/schema.ts'
import { parseSettings } from '../../src/core/settings/parse.ts'

/**
 * Names that meet those of `workflow-arbitrary.ts`, so that defaults and the user's values collide; but seldom defaults with
 * defaults: settings that the file's checks refuse are drawn again, and most of the time went there.
 */
const volumeName = fc.constantFrom('cache', 'my-cache', 'tmp', 'data', 'podinfo', 'k8s_Data')
const objectName = fc.constantFrom('conf', 'creds', 'my.conf')
const label = fc.constantFrom('team', 'a/b', 'constructor', 'panfactum.com/workload')
const parameter = fc.constantFrom('foo', 'v', 'bare', 'git_ref')
const mountPath = fc.constantFrom('/cache', '/cache/', '/tmp', '/work', '/work/dir', '/data', '/conf', '/a//b')
const text = fc.constantFrom(
  '',
  'x',
  'ünï',
  '{{workflow.name}}',
  '{{inputs.parameters.foo}}',
  '{{workflow.parameters.v}}',
  '{{item}}',
)
const labelValue = fc.constantFrom('', 'x')
/** Argo fills in the tags of Pods' labels. */
const podLabelValue = fc.constantFrom('', 'x', '{{workflow.name}}')
const filled = fc.constantFrom('x', 'some.name', '{{inputs.parameters.foo}}')
const seconds = fc.integer({ min: 0, max: 100_000 })

const labels = small(label, labelValue)
const mount = fc.record(
  { mountPath, optional: fc.boolean(), subPaths: fc.array(fc.constantFrom('a', 'b.json'), { maxLength: 2 }) },
  { requiredKeys: ['mountPath'] },
)

/** A value for each setting (R4). */
const SETTINGS: Readonly<Record<SettingName, fc.Arbitrary<unknown>>> = {
  activeDeadlineSeconds: fc.integer({ min: 1, max: 100_000 }),
  archiveLogsEnabled: fc.boolean(),
  armNodesEnabled: fc.boolean(),
  artifactRepositoryRef: fc.record({ configMap: objectName, key: filled }),
  burstableNodesEnabled: fc.boolean(),
  commonEnv: small(fc.constantFrom('A', 'B', 'constructor'), text),
  commonEnvFromConfigMaps: small(
    fc.constantFrom('LOG', 'FROM_CONFIG_MAP'),
    fc.record({ configMapName: objectName, key: filled }),
  ),
  commonEnvFromSecrets: small(
    fc.constantFrom('own', 'FROM_SECRET'),
    fc.record({ secretName: objectName, key: filled }),
  ),
  configMapMounts: small(objectName, mount),
  controllerNodeRequired: fc.boolean(),
  defaultContainerImage: fc.constantFrom('busybox', '{{workflow.parameters.foo}}'),
  defaultResources: fc.constantFrom(
    {},
    { requests: { cpu: null } },
    { limits: { cpu: 1 } },
    { requests: { memory: null }, limits: { memory: null } },
  ),
  deleteArtifactsOnDeletion: fc.boolean(),
  disruptionsEnabled: fc.boolean(),
  dnsPolicy: fc.constantFrom('ClusterFirst', 'Default'),
  extraLabels: labels,
  extraPodAnnotations: small(label, text),
  extraPodLabels: small(label, podLabelValue),
  extraTolerations: fc.array(fc.oneof(toleration('Exists', []), toleration('Equal', ['key'])), { maxLength: 2 }),
  extraWorkflowLabels: labels,
  labelsEnabled: fc.boolean(),
  labelsFrom: small(label, fc.constantFrom('workflow.parameters.foo', "'x'")),
  labelsFromParameters: fc.uniqueArray(parameter, { maxLength: 2 }),
  linuxCapabilities: fc.uniqueArray(fc.constantFrom('CHOWN', 'NET_ADMIN'), { maxLength: 2 }),
  nodePreferences: small(
    label,
    fc.constantFrom({ weight: 1, operator: 'Exists' }, { weight: 100, operator: 'In', values: ['a', 'b'] }),
  ),
  nodeRequirements: small(label, fc.array(fc.constantFrom('x', 'y'), { minLength: 1, maxLength: 2 })),
  panfactumSchedulerEnabled: fc.boolean(),
  passthroughParameters: fc.uniqueArray(
    fc.record(
      {
        name: parameter,
        default: text,
        description: text,
        enum: fc.constant(['', 'x', 'ünï']),
        globalName: filled,
        value: text,
      },
      { requiredKeys: ['name'] },
    ),
    { maxLength: 3, selector: ({ name }) => name },
  ),
  podDeleteDelaySeconds: seconds,
  podInfoEnabled: fc.boolean(),
  podParallelism: fc.integer({ min: 1, max: 9 }),
  priority: fc.integer({ min: -9, max: 9 }),
  priorityClassName: objectName,
  privileged: fc.boolean(),
  pullThroughCacheEnabled: fc.boolean(),
  readOnly: fc.boolean(),
  retryBackoffInitialDurationSeconds: seconds,
  retryBackoffMaxDurationSeconds: seconds,
  retryExpression: filled,
  retryMaxAttempts: fc.integer({ min: 0, max: 9 }),
  retryPolicy: fc.constantFrom('Always', 'OnError'),
  runAsRoot: fc.boolean(),
  secretMounts: small(objectName, mount),
  securityContextEnabled: fc.boolean(),
  serviceAccountName: objectName,
  spotNodesEnabled: fc.boolean(),
  tmpDirectories: small(
    volumeName,
    fc.record(
      { mountPath, sizeMb: fc.integer({ min: 1, max: 9 }), nodeLocal: fc.boolean() },
      { requiredKeys: ['mountPath'] },
    ),
  ),
  tmpDirectoryStorageClassName: objectName,
  uid: fc.integer({ min: 0, max: 9 }),
  volumeMounts: small(
    volumeName,
    fc.record({ mountPath, storageClass: fc.option(objectName) }, { requiredKeys: ['mountPath'] }),
  ),
  workflowAnnotations: small(label, text),
  workflowDeleteSecondsAfterCompletion: seconds,
  workflowDeleteSecondsAfterFailure: seconds,
  workflowDeleteSecondsAfterSuccess: seconds,
  workflowNodesRequired: fc.boolean(),
  workflowParallelism: fc.integer({ min: 1, max: 3 }),
}

const accepted = fc
  .record(Object.fromEntries(Object.entries(SETTINGS).map(([name, value]) => [name, fc.option(value, { freq: 6 })])), {
    requiredKeys: [],
  })
  .map((defaults) => ({ defaults, settings: parse(defaults) }))
  .filter(({ settings }) => settings !== undefined)

/** The `defaults` of a settings file: any settings, each with a value of the schema's or turned off. */
export const defaultsArbitrary: fc.Arbitrary<object> = accepted.map(({ defaults }) => defaults)

/** The settings in force where a file has such defaults. */
export const settingsArbitrary: fc.Arbitrary<ResolvedSettings> = accepted.map(
  ({ settings }) => settings as ResolvedSettings,
)

/** Settings that the file's checks refuse, two mounts at one path among them, are no settings (R5). */
export function parse(defaults: object): ResolvedSettings | undefined {
  const parsed = parseSettings({ apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings', defaults })
  return 'faults' in parsed ? undefined : parsed.settings
}

function toleration(operator: 'Exists' | 'Equal', alsoRequired: readonly 'key'[]): fc.Arbitrary<object> {
  return fc.record(
    {
      key: fc.constantFrom('spot', 'gpu'),
      operator: fc.constant(operator),
      effect: fc.constantFrom('NoSchedule', 'NoExecute'),
    },
    { requiredKeys: ['operator', ...alsoRequired] },
  )
}

function small<T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.dictionary(key, value, { maxKeys: 2 })
}

import { readFileSync } from 'node:fs'
import t from 'tap'
import { BUILT_IN_SETTINGS } from '../../../src/core/settings/builtin.ts'
import { isList, isObject } from '../../../src/core/json.ts'
import type { ParsedSettings } from '../../../src/core/settings/parse.ts'
import { parseSettings } from '../../../src/core/settings/parse.ts'
import type { Settings } from '../../../src/core/settings/schema.ts'

/** A setting of every shape, with nothing left out. */
const FULL = {
  artifactRepositoryRef: { configMap: 'artifact-repositories', key: 's3' },
  commonEnv: { STAGE: 'prod' },
  commonEnvFromConfigMaps: { URL: { configMapName: 'ci', key: 'url' } },
  commonEnvFromSecrets: { TOKEN: { secretName: 'ci', key: 'token' } },
  configMapMounts: { conf: { mountPath: '/conf', optional: false, subPaths: ['a.json'] } },
  defaultResources: { limits: { memory: '2Gi' }, requests: { cpu: '1', memory: '1Gi' } },
  extraLabels: { team: 'a' },
  extraTolerations: [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoExecute', tolerationSeconds: 5 }],
  labelsFrom: { team: 'workflow.parameters.team' },
  labelsFromParameters: ['git_ref'],
  linuxCapabilities: ['NET_ADMIN'],
  nodePreferences: { 'topology.kubernetes.io/zone': { weight: 7, operator: 'In', values: ['a'] } },
  nodeRequirements: { 'kubernetes.io/arch': ['arm64', 'amd64'] },
  passthroughParameters: [
    { name: 'foo', default: 'a', description: 'Some input', enum: ['a', 'b'], value: 'b', globalName: 'foo' },
  ],
  secretMounts: { creds: { mountPath: '/creds', optional: true, subPaths: ['a', 'b'] } },
  tmpDirectories: { scratch: { mountPath: '/scratch', sizeMb: 100, nodeLocal: false } },
  volumeMounts: {
    data: { mountPath: '/data', storageClass: 'ebs-standard', accessModes: ['ReadWriteOnce'], sizeGb: 1 },
  },
  workflowAnnotations: { note: 'a' },
} satisfies Partial<Settings>

/** What is accepted, and what it becomes where that differs. */
const ACCEPTED: readonly (readonly [what: string, defaults: object, values?: object])[] = [
  ['an empty variable', { commonEnv: { EMPTY: '' } }],
  ['a tag in a value', { commonEnv: { REF: '{{inputs.parameters.git_ref}}', UP: "{{=sprig.upper('a')}}" } }],
  [
    'a tag in the name of a Secret',
    { commonEnvFromSecrets: { A: { secretName: 'x-{{workflow.name}}', key: '{{inputs.parameters.key}}' } } },
  ],
  ['a tag in a label of Pods', { extraPodLabels: { team: '{{workflow.parameters.team}}' } }],
  [
    'the defaults of a mount',
    { secretMounts: { ci: { mountPath: '/ci' } } },
    { secretMounts: { ci: { mountPath: '/ci', optional: false, subPaths: [] } } },
  ],
  [
    'the defaults of a temporary directory',
    { tmpDirectories: { 'my-Cache_1': { mountPath: '/c' } } },
    { tmpDirectories: { 'my-Cache_1': { mountPath: '/c', nodeLocal: false, sizeMb: 100 } } },
  ],
  [
    'the defaults of a claim',
    { volumeMounts: { data: { mountPath: '/d' } } },
    { volumeMounts: { data: { mountPath: '/d', accessModes: ['ReadWriteOnce'], sizeGb: 1 } } },
  ],
  [
    'a claim of the default class',
    { volumeMounts: { data: { mountPath: '/d', storageClass: null } } },
    { volumeMounts: { data: { storageClass: null } } },
  ],
  [
    'quantities as numbers',
    { defaultResources: { requests: { cpu: 2, memory: '1e6' }, limits: { memory: 1.5e9 } } },
    { defaultResources: { requests: { cpu: '2', memory: '1e6' }, limits: { memory: '1500000000' } } },
  ],
  [
    'resources that name some',
    { defaultResources: { limits: { cpu: '2' } } },
    { defaultResources: { requests: { cpu: '50m', memory: '100Mi' }, limits: { cpu: '2', memory: '100Mi' } } },
  ],
  [
    'resources of devices',
    { defaultResources: { limits: { 'nvidia.com/gpu': 1, 'ephemeral-storage': '1Gi', 'hugepages-2Mi': '4Mi' } } },
  ],
  [
    'no CPU request and no limit',
    { defaultResources: { requests: { cpu: null }, limits: { memory: null } } },
    { defaultResources: { requests: { memory: '100Mi' }, limits: {} } },
  ],
  ['a toleration of everything', { extraTolerations: [{ operator: 'Exists' }] }],
  [
    'a toleration without an operator',
    { extraTolerations: [{ key: 'a', value: 'b' }] },
    { extraTolerations: [{ key: 'a', operator: 'Equal', value: 'b' }] },
  ],
  [
    'a toleration for a while',
    { extraTolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }] },
  ],
  [
    'every operator of a node preference',
    {
      nodePreferences: {
        a: { weight: 1, operator: 'NotIn', values: ['b'] },
        b: { weight: 1, operator: 'Exists' },
        c: { weight: 100, operator: 'DoesNotExist' },
        d: { weight: 1, operator: 'Gt', values: ['4'] },
        e: { weight: 1, operator: 'Lt', values: ['5'] },
      },
    },
  ],
  [
    'a parameter whose value a tag decides',
    { passthroughParameters: [{ name: 'a', enum: ['x'], default: '{{workflow.name}}' }] },
  ],
  [
    'a key of the default repository ConfigMap',
    { artifactRepositoryRef: { key: 'gcs' } },
    { artifactRepositoryRef: { configMap: 'artifact-repositories', key: 'gcs' } },
  ],
  ['a negative priority', { priority: -5 }],
  ['an image with a digest', { defaultContainerImage: 'example.com:5000/a/b@sha256:0123' }],
  ['an image that a parameter decides', { defaultContainerImage: '{{ workflow.parameters.image }}' }],
  ['root, where it is allowed', { uid: 0, runAsRoot: true }],
  ['keys that every object has', { commonEnv: { constructor: 'a', toString: 'b', hasOwnProperty: 'c' } }],
]

/** What is refused: where, and with which words. */
const REFUSED: readonly (readonly [defaults: object, path: string, message: string])[] = [
  [{ uid: 'x' }, 'uid', 'expected a number, but came "x"'],
  [{ uid: 1.5 }, 'uid', 'expected a whole number, but came 1.5'],
  [{ uid: -1 }, 'uid', 'expected at least 0, but came -1'],
  [{ priority: 2 ** 31 }, 'priority', 'expected at most 2147483647, but came 2147483648'],
  [{ activeDeadlineSeconds: 0 }, 'activeDeadlineSeconds', 'expected at least 1, but came 0'],
  [{ privileged: 'yes' }, 'privileged', 'expected true or false, but came "yes"'],
  [{ linuxCapabilities: 'NET_ADMIN' }, 'linuxCapabilities', 'expected a list, but came "NET_ADMIN"'],
  [
    { linuxCapabilities: ['CAP_NET_ADMIN'] },
    'linuxCapabilities[0]',
    'expected a capability without CAP_, such as NET_ADMIN, but came "CAP_NET_ADMIN"',
  ],
  [
    { retryPolicy: 'onFailure' },
    'retryPolicy',
    'expected Always or OnFailure or OnError or OnTransientError, but came "onFailure"; did you mean OnFailure?',
  ],
  [{ retryPolicy: 3 }, 'retryPolicy', 'expected Always or OnFailure or OnError or OnTransientError, but came 3'],
  [{ dnsPolicy: 'None' }, 'dnsPolicy', 'expected ClusterFirst or ClusterFirstWithHostNet or Default, but came "None"'],
  [{ retryExpression: '' }, 'retryExpression', 'expected a string that is not empty, but came ""'],
  [{ commonEnv: { PORT: 8080 } }, 'commonEnv.PORT', 'expected a string, but came 8080; in quotes it is a string'],
  [{ commonEnv: { ON: true } }, 'commonEnv.ON', 'expected a string, but came true; in quotes it is a string'],
  [
    { commonEnv: { DAY: new Date(0) } },
    'commonEnv.DAY',
    'expected a string, but came a timestamp; in quotes it is a string',
  ],
  [{ commonEnv: { A: null } }, 'commonEnv.A', 'expected a string, but came null'],
  [{ commonEnv: { A: '{{x' } }, 'commonEnv.A', 'expected a }} for each {{, which opens an Argo tag, but came "{{x"'],
  [
    { commonEnv: { '1A': 'x' } },
    'commonEnv.1A',
    'expected the name of an environment variable: letters, digits, _, - and ., not beginning with a digit, but came "1A"',
  ],
  [
    { commonEnvFromSecrets: { A: { secretName: 'A_b', key: 'k' } } },
    'commonEnvFromSecrets.A.secretName',
    'expected the name of a Kubernetes object: lower-case letters, digits, dashes and dots, but came "A_b"',
  ],
  [
    { commonEnvFromConfigMaps: { A: { configMapName: 'a' } } },
    'commonEnvFromConfigMaps.A.key',
    'expected a string, but it is missing',
  ],
  [
    { commonEnvFromConfigMaps: { A: { configMapName: 'a', key: 'a/b' } } },
    'commonEnvFromConfigMaps.A.key',
    'expected a key of a Secret or ConfigMap: letters, digits, dashes, dots and underscores, but came "a/b"',
  ],
  [
    { serviceAccountName: 'a..b' },
    'serviceAccountName',
    'expected the name of a Kubernetes object: lower-case letters, digits, dashes and dots, but came "a..b"',
  ],
  [
    { defaultContainerImage: ' busybox' },
    'defaultContainerImage',
    'expected an image, without spaces around it, but came " busybox"',
  ],
  [{ tmpDirectories: { scratch: null } }, 'tmpDirectories.scratch', 'expected a map, but came null'],
  [{ tmpDirectories: { scratch: {} } }, 'tmpDirectories.scratch.mountPath', 'expected a string, but it is missing'],
  [
    { tmpDirectories: { scratch: { mountPath: '/s', sizeMB: 1 } } },
    'tmpDirectories.scratch.sizeMB',
    'expected mountPath or sizeMb or nodeLocal, but came "sizeMB"; did you mean sizeMb?',
  ],
  [
    { tmpDirectories: { scratch: { mountPath: '/s', colour: 1 } } },
    'tmpDirectories.scratch.colour',
    'expected mountPath or sizeMb or nodeLocal, but came "colour"',
  ],
  [
    { tmpDirectories: { '--': { mountPath: '/s' } } },
    'tmpDirectories.--',
    'expected a name with a lower-case letter or a digit in it, as a volume is named after it, but came "--"',
  ],
  [
    { tmpDirectories: { a: { mountPath: 's' } } },
    'tmpDirectories.a.mountPath',
    'expected an absolute path, such as /scratch, but came "s"',
  ],
  [
    { tmpDirectories: { a: { mountPath: 'argo/s' } } },
    'tmpDirectories.a.mountPath',
    'expected an absolute path, such as /scratch, but came "argo/s"',
  ],
  [
    { tmpDirectories: { a: { mountPath: '//argo/./inputs/' } } },
    'tmpDirectories.a.mountPath',
    'expected a path neither at, above nor below /argo, which is reserved, but came "//argo/./inputs/"',
  ],
  [
    { tmpDirectories: { a: { mountPath: '/var/run' } } },
    'tmpDirectories.a.mountPath',
    'expected a path neither at, above nor below /var/run/argo, which is reserved, but came "/var/run"',
  ],
  [
    { tmpDirectories: { a: { mountPath: '/' } } },
    'tmpDirectories.a.mountPath',
    'expected a path neither at, above nor below /var/run/argo, which is reserved, but came "/"',
  ],
  [
    { configMapMounts: { A: { mountPath: '/s' } } },
    'configMapMounts.A',
    'expected the name of a Kubernetes object: lower-case letters, digits, dashes and dots, but came "A"',
  ],
  [
    { configMapMounts: { a: { mountPath: '/s', subPaths: ['../b'] } } },
    'configMapMounts.a.subPaths[0]',
    'expected a relative path without .., such as a.json, but came "../b"',
  ],
  [
    { volumeMounts: { a: { mountPath: '/s', accessModes: [] } } },
    'volumeMounts.a.accessModes',
    'expected at least one item, but came a list',
  ],
  [
    { extraLabels: { 'workflows.argoproj.io/phase': 'x' } },
    'extraLabels[workflows.argoproj.io/phase]',
    'expected a name outside workflows.argoproj.io/ and workflows.panfactum.com/, which are reserved, but came "workflows.argoproj.io/phase"',
  ],
  [
    { workflowAnnotations: { 'settings.workflows.panfactum.com/uid': '1' } },
    'workflowAnnotations[settings.workflows.panfactum.com/uid]',
    'expected a name outside workflows.argoproj.io/ and workflows.panfactum.com/, which are reserved, but came "settings.workflows.panfactum.com/uid"',
  ],
  [
    { extraWorkflowLabels: { team: '{{workflow.parameters.team}}' } },
    'extraWorkflowLabels.team',
    'expected a label value: at most 63 letters, digits, dashes, dots and underscores, beginning and ending with a letter or digit, but came "{{workflow.parameters.team}}"',
  ],
  [
    { extraPodLabels: { 'a b': 'x' } },
    'extraPodLabels[a b]',
    'expected a label name, such as team or example.com/team, but came "a b"',
  ],
  [
    { extraPodLabels: { a: 'b c' } },
    'extraPodLabels.a',
    'expected a label value: at most 63 letters, digits, dashes, dots and underscores, beginning and ending with a letter or digit, but came "b c"',
  ],
  [
    { labelsFromParameters: ['a.b'] },
    'labelsFromParameters[0]',
    'expected a parameter name that can be a label: letters, digits, and dashes and underscores between them, but came "a.b"',
  ],
  [
    { defaultResources: { requests: { mem: '1Gi' } } },
    'defaultResources.requests.mem',
    'expected cpu, memory, ephemeral-storage, hugepages-SIZE or a name with a domain, such as nvidia.com/gpu, but came "mem"',
  ],
  [
    { defaultResources: { requests: { cpu: true } } },
    'defaultResources.requests.cpu',
    'expected a quantity, such as 50m, 100Mi or 2, but came true',
  ],
  [
    { defaultResources: { requests: { cpu: -1 } } },
    'defaultResources.requests.cpu',
    'expected at least 0, but came -1',
  ],
  [
    { defaultResources: { requests: { cpu: '1 core' } } },
    'defaultResources.requests.cpu',
    'expected a quantity, such as 50m, 100Mi or 2, but came "1 core"',
  ],
  [
    { defaultResources: { requests: { memory: '1Gi' } } },
    'defaultResources.requests.memory',
    'expected at most the limit of 100Mi, but it is 1Gi, and Kubernetes refuses such Pods',
  ],
  [
    { extraTolerations: [{ effect: 'NoExecute' }] },
    'extraTolerations[0].operator',
    'expected Exists where there is no key, but it is missing',
  ],
  [
    { extraTolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] },
    'extraTolerations[0].value',
    'expected no value beside the operator Exists, but came "b"',
  ],
  [
    { extraTolerations: [{ key: 'a', tolerationSeconds: 5 }] },
    'extraTolerations[0].tolerationSeconds',
    'expected none where the effect is not NoExecute, but came 5',
  ],
  [
    { extraTolerations: [{ key: 'panfactum.com/defaults' }] },
    'extraTolerations[0].key',
    'expected another key, as this one stands for the defaults, but came "panfactum.com/defaults"',
  ],
  [
    { nodePreferences: { a: { weight: 101, operator: 'Exists' } } },
    'nodePreferences.a.weight',
    'expected at most 100, but came 101',
  ],
  [
    { nodePreferences: { a: { weight: 1, operator: 'In' } } },
    'nodePreferences.a.values',
    'expected at least one value, but it is missing',
  ],
  [
    { nodePreferences: { a: { weight: 1, operator: 'Exists', values: ['b'] } } },
    'nodePreferences.a.values',
    'expected no values beside such an operator, but came a list',
  ],
  [
    { nodePreferences: { a: { weight: 1, operator: 'Gt', values: ['1', '2'] } } },
    'nodePreferences.a.values',
    'expected a single whole number, in quotes, but came a list',
  ],
  [
    { nodePreferences: { a: { weight: 1, operator: 'Lt', values: [] } } },
    'nodePreferences.a.values',
    'expected a single whole number, in quotes, but came a list',
  ],
  [
    { nodeRequirements: { 'kubernetes.io/arch': [] } },
    'nodeRequirements[kubernetes.io/arch]',
    'expected at least one item, but came a list',
  ],
  [
    { passthroughParameters: [{ name: 'a b' }] },
    'passthroughParameters[0].name',
    'expected a parameter name: letters, digits, dashes and underscores, but came "a b"',
  ],
  [
    { passthroughParameters: [{ name: 'a', enum: ['x'], default: 'y' }] },
    'passthroughParameters[0].default',
    'expected one of the items of enum, but came "y"',
  ],
  [
    { passthroughParameters: [{ name: 'a', enum: ['x'], value: 'y' }] },
    'passthroughParameters[0].value',
    'expected one of the items of enum, but came "y"',
  ],
  [
    { artifactRepositoryRef: { configMap: null, key: 's3' } },
    'artifactRepositoryRef.configMap',
    'expected a string, but came null',
  ],
  [
    { actvieDeadlineSeconds: 1 },
    'actvieDeadlineSeconds',
    'expected the name of a setting, but came "actvieDeadlineSeconds"; did you mean activeDeadlineSeconds?',
  ],
  [
    { active_deadline_seconds: 1 },
    'active_deadline_seconds',
    'expected the name of a setting, but came "active_deadline_seconds"; did you mean activeDeadlineSeconds?',
  ],
  [{ constructor: 1 }, 'constructor', 'expected the name of a setting, but came "constructor"'],
]

for (const [what, defaults, values = defaults] of ACCEPTED) {
  t.test(`accepts ${what}`, async (t) => {
    const parsed = parse(defaults)

    t.match(parsed, { settings: { values } })
  })
}

for (const [defaults, path, message] of REFUSED) {
  t.test(`refuses ${JSON.stringify(defaults)}`, async (t) => {
    t.strictSame(parse(defaults), { faults: [{ path: `defaults.${path}`, message }] })
  })
}

for (const name of Object.keys(BUILT_IN_SETTINGS)) {
  t.test(`null turns ${name} off`, async (t) => {
    t.match(parse({ [name]: null }), { settings: { values: { [name]: null } } })
  })
}

t.test('null is refused inside a setting, but for quantities and storage classes', async (t) => {
  const nulls = Object.entries(FULL).flatMap(([name, value]) =>
    withNulls(value).map((changed) => ({ [name]: changed })),
  )

  const accepted = nulls
    .filter((defaults) => !('faults' in parse(defaults)))
    .map((defaults) => JSON.stringify(defaults))

  t.ok(nulls.length > 40, 'tries every place')
  t.strictSame(accepted, [
    '{"defaultResources":{"limits":{"memory":null},"requests":{"cpu":"1","memory":"1Gi"}}}',
    '{"defaultResources":{"limits":{"memory":"2Gi"},"requests":{"cpu":null,"memory":"1Gi"}}}',
    '{"defaultResources":{"limits":{"memory":"2Gi"},"requests":{"cpu":"1","memory":null}}}',
    '{"volumeMounts":{"data":{"mountPath":"/data","storageClass":null,"accessModes":["ReadWriteOnce"],"sizeGb":1}}}',
  ])
})

for (const { name, settings } of loadModuleInputs()) {
  t.test(`accepts what the wf_spec case ${name} sets, as it is`, async (t) => {
    t.match(parse(settings), { settings: { values: settings } })
  })
}

function parse(defaults: object): ParsedSettings {
  return parseSettings({ apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings', defaults })
}

/** Each value with one of the values in it replaced by `null`. */
function withNulls(value: unknown): readonly unknown[] {
  if (isList(value)) {
    return value.flatMap((item, index) =>
      [null, ...withNulls(item)].map((changed) => (value as readonly unknown[]).toSpliced(index, 1, changed)),
    )
  }
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    return [null, ...withNulls(item)].map((changed) => ({ ...value, [key]: changed }))
  })
}

/** The inputs of each case of the module that are settings, in camelCase; the keys of its maps are the user's own. */
function loadModuleInputs(): readonly { readonly name: string; readonly settings: object }[] {
  const file = new URL('../../fixtures/wf_spec.json', import.meta.url)
  const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly {
    readonly name: string
    readonly inputs: Readonly<Record<string, unknown>>
  }[]
  const written = new Set(['templates', 'entrypoint', 'arguments', 'on_exit', 'hooks', 'suspend'])
  return cases
    .map(({ name, inputs }) => {
      const settings = Object.entries(inputs).filter(([input]) => !written.has(input))
      return {
        name,
        settings: Object.fromEntries(settings.map(([input, value]) => [toCamelCase(input), convertFields(value)])),
      }
    })
    .filter(({ settings }) => Object.keys(settings).length > 0)
}

function convertFields(value: unknown): unknown {
  if (isList(value)) return value.map(convertKeys)
  return isObject(value) ? mapValues(value, convertKeys) : value
}

function convertKeys(value: unknown): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [toCamelCase(key), field]))
}

function mapValues(map: object, convert: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value)]))
}

function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())
}

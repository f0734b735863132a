import * as fc from 'fast-check'
import t from 'tap'
import { BUILT_IN_SETTINGS } from '../../../src/core/settings/builtin.ts'
import type { SettingsFault } from '../../../src/core/settings/parse.ts'
import { parseSettings } from '../../../src/core/settings/parse.ts'

const HEADER = { apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings' }

function faultsOf(content: unknown): readonly SettingsFault[] {
  const parsed = parseSettings(content)
  return 'faults' in parsed ? parsed.faults : []
}

function warningsOf(file: object): readonly SettingsFault[] {
  const parsed = parseSettings({ ...HEADER, ...file })
  return 'faults' in parsed ? parsed.faults : parsed.warnings
}

t.test('lays the file over the built-in settings, and says where each value is from', async (t) => {
  const parsed = parseSettings({ ...HEADER, defaults: { uid: 2000, priority: null } })

  t.match(parsed, {
    settings: {
      values: { ...BUILT_IN_SETTINGS, uid: 2000, priority: null },
      sources: { uid: { layer: 'file' }, priority: { layer: 'file' }, dnsPolicy: { layer: 'built-in' } },
    },
    warnings: [],
  })
})

t.test('lays the profile that the file names over the defaults of the file', async (t) => {
  const parsed = parseSettings({
    ...HEADER,
    profile: 'gpu',
    defaults: { uid: 2000, priority: 1 },
    profiles: { gpu: { uid: 3000 }, other: { uid: 4000 } },
  })

  t.match(parsed, {
    settings: {
      values: { uid: 3000, priority: 1 },
      sources: { uid: { layer: 'profile', name: 'gpu', by: 'file' }, priority: { layer: 'file' } },
    },
  })
})

t.test('finds a built-in profile too', async (t) => {
  const parsed = parseSettings({ ...HEADER, profile: 'generic', defaults: { workflowParallelism: 5 } })

  t.match(parsed, {
    settings: {
      values: { workflowParallelism: null, artifactRepositoryRef: null, uid: 1000 },
      sources: { workflowParallelism: { layer: 'profile', name: 'generic', by: 'file' } },
    },
  })
})

t.test('a profile may be called after what every object has', async (t) => {
  const parsed = parseSettings({ ...HEADER, profile: 'constructor', profiles: { constructor: { uid: 5 } } })

  t.match(parsed, { settings: { values: { uid: 5 } } })
})

t.test('an unknown profile names the nearest known one', async (t) => {
  t.strictSame(faultsOf({ ...HEADER, profile: 'gup', profiles: { gpu: {} } }), [
    { path: 'profile', message: 'expected a name in profiles, or generic, but came "gup"; did you mean gpu?' },
  ])
  t.strictSame(faultsOf({ ...HEADER, profile: 'toString' }), [
    { path: 'profile', message: 'expected a name in profiles, or generic, but came "toString"' },
  ])
})

t.test('the name generic is reserved', async (t) => {
  t.strictSame(faultsOf({ ...HEADER, profile: 'generic', profiles: { generic: { uid: 1 } } }), [
    { path: 'profiles.generic', message: 'expected another name, but came "generic", which is built in' },
  ])
})

t.test('a file that is no settings file is a fault of the whole', async (t) => {
  for (const [content, came] of [
    [null, 'null'],
    [undefined, undefined],
    ['text', '"text"'],
    [[], 'a list'],
    [5, '5'],
  ] as const) {
    const actual = came === undefined ? 'it is missing' : `came ${came}`
    t.strictSame(faultsOf(content), [{ path: '', message: `expected a map, but ${actual}` }])
  }
})

t.test('a file of another kind is refused', async (t) => {
  t.strictSame(faultsOf({ apiVersion: 'v1', knid: 'Settings' }), [
    { path: 'apiVersion', message: 'expected workflows.panfactum.com/v1alpha1, but came "v1"' },
    { path: 'kind', message: 'expected Settings, but it is missing' },
    {
      path: 'knid',
      message:
        'expected $schema or apiVersion or kind or profile or defaults or profiles, but came "knid"; did you mean kind?',
    },
  ])
})

t.test('every fault comes out at once, whatever its kind', async (t) => {
  const faults = faultsOf({
    ...HEADER,
    profile: 'gup',
    defaults: { uid: 'x', tmpDirectories: { scratch: { mountPath: '/s', sizeMB: 5 } }, commonEnv: { A: '1' } },
    profiles: {
      gpu: { commonEnvFromSecrets: { A: { secretName: 's', key: 'k' } }, privileged: 1 },
      generic: {},
      'odd name': { unknown: 1, dnsPolicy: 'x' },
    },
  })

  t.strictSame(faults.map(({ path }) => path).toSorted(), [
    'defaults.tmpDirectories.scratch.sizeMB',
    'defaults.uid',
    'profile',
    'profiles.generic',
    'profiles.gpu.commonEnvFromSecrets.A',
    'profiles.gpu.privileged',
    'profiles[odd name].dnsPolicy',
    'profiles[odd name].unknown',
  ])
})

t.test('__proto__ is refused wherever it is', async (t) => {
  const content: unknown = JSON.parse(
    `{"apiVersion": "${HEADER.apiVersion}", "kind": "Settings", "__proto__": 1, "profiles": {"__proto__": {}},
      "defaults": {"__proto__": {}, "commonEnv": {"__proto__": "x"}, "passthroughParameters": [{"name": "a", "__proto__": 1}]}}`,
  )

  const message = 'expected another name, but came "__proto__", which is reserved'
  const paths = ['', 'profiles.', 'defaults.', 'defaults.commonEnv.', 'defaults.passthroughParameters[0].']
  t.strictSame(
    faultsOf(content),
    paths.map((path) => ({ path: `${path}__proto__`, message })),
  )
})

t.test('more values than can be read are refused, and so is what refers to itself', async (t) => {
  const itself: Record<string, unknown> = { ...HEADER }
  itself.defaults = itself
  let bomb: object = { a: 1 }
  for (let depth = 0; depth < 60; depth += 1) bomb = { left: bomb, right: bomb }
  let deep: object = {}
  for (let depth = 0; depth < 100_000; depth += 1) deep = { deep }
  const faults = [{ path: '', message: 'expected at most 10000 values, but came more' }]

  t.strictSame(faultsOf(itself), faults, 'itself')
  t.strictSame(faultsOf({ ...HEADER, defaults: bomb }), faults, 'aliases of aliases')
  t.strictSame(faultsOf({ ...HEADER, defaults: deep }), faults, 'depth')
  t.strictSame(faultsOf({ ...HEADER, defaults: { linuxCapabilities: Array(20_000).fill('X') } }), faults, 'length')
})

t.test('more profiles than can be checked are refused', async (t) => {
  const profiles = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, { uid: index + 1 }]))

  t.strictSame(faultsOf({ ...HEADER, profiles }), [
    { path: 'profiles', message: 'expected at most 100, but came more' },
  ])
})

t.test('long texts are read in no time, and shortened in the message', async (t) => {
  for (const piece of ['a', '{', '{{', '}}{{', '-', 'a.', '/', '../', ' ', '1', 'workflows.']) {
    const text = piece.repeat(200_000)
    const faults = faultsOf({
      ...HEADER,
      [text]: 1,
      profile: text,
      defaults: {
        commonEnv: { [text]: text },
        defaultContainerImage: text,
        extraPodLabels: { [text]: text, a: text },
        extraTolerations: [{ key: text, value: text, effect: text }],
        secretMounts: { [text]: { mountPath: text }, a: { mountPath: `/${text}`, subPaths: [text] } },
        serviceAccountName: text,
        defaultResources: { requests: { [text]: text, cpu: text } },
      },
    })

    t.ok(faults.length > 5, piece)
    t.ok(
      faults.every(({ path, message }) => path.length < 300 && message.length < 300),
      'no fault is long',
    )
  }
})

t.test('two mounts at one path are refused, however it is spelled', async (t) => {
  const faults = faultsOf({
    ...HEADER,
    defaults: {
      configMapMounts: { conf: { mountPath: '/a' }, parts: { mountPath: '/p', subPaths: ['x', 'y'] } },
      secretMounts: { ci: { mountPath: '/a//' }, parts: { mountPath: '/p/', subPaths: ['y'] } },
      tmpDirectories: { x: { mountPath: '/p/x' }, info: { mountPath: '/etc/podinfo' } },
      volumeMounts: { data: { mountPath: '/b/../a' } },
    },
  })

  t.strictSame(faults, [
    fault('secretMounts.ci.mountPath', 'a mount path', 'defaults.configMapMounts.conf.mountPath', '/a'),
    fault('secretMounts.parts.subPaths[0]', 'a mount path', 'defaults.configMapMounts.parts.subPaths[1]', '/p/y'),
    fault('tmpDirectories.info.mountPath', 'a mount path', 'podInfoEnabled', '/etc/podinfo'),
    fault('tmpDirectories.x.mountPath', 'a mount path', 'defaults.configMapMounts.parts.subPaths[0]', '/p/x'),
    fault('volumeMounts.data.mountPath', 'a mount path', 'defaults.configMapMounts.conf.mountPath', '/a'),
  ])
})

t.test('mounts may lie in each other, or where podinfo is not', async (t) => {
  const defaults = {
    podInfoEnabled: false,
    tmpDirectories: { a: { mountPath: '/a' }, b: { mountPath: '/a/b' }, info: { mountPath: '/etc/podinfo' } },
    secretMounts: null,
  }

  t.strictSame(faultsOf({ ...HEADER, defaults }), [])
})

t.test('two variables of one name are refused', async (t) => {
  const defaults = {
    commonEnv: { A: '1', B: '2' },
    commonEnvFromConfigMaps: { B: { configMapName: 'c', key: 'k' } },
    commonEnvFromSecrets: { A: { secretName: 's', key: 'k' } },
  }

  t.strictSame(faultsOf({ ...HEADER, defaults }), [
    fault('commonEnvFromConfigMaps.B', 'a variable name', 'defaults.commonEnv.B', 'B'),
    fault('commonEnvFromSecrets.A', 'a variable name', 'defaults.commonEnv.A', 'A'),
  ])
})

t.test('two passthrough parameters of one name are refused', async (t) => {
  const defaults = { passthroughParameters: [{ name: 'a', value: '1' }, { name: 'b', value: '2' }, { name: 'a' }] }

  t.strictSame(faultsOf({ ...HEADER, defaults }), [
    fault('passthroughParameters[2].name', 'a parameter name', 'defaults.passthroughParameters[0].name', 'a'),
  ])
})

t.test('root is refused where containers must not run as root', async (t) => {
  const message = 'expected at least 1 where runAsRoot is false, but came 0'

  t.strictSame(faultsOf({ ...HEADER, defaults: { uid: 0 } }), [{ path: 'defaults.uid', message }])
  t.strictSame(faultsOf({ ...HEADER, defaults: { uid: 0, securityContextEnabled: false } }), [])
  t.strictSame(faultsOf({ ...HEADER, defaults: { uid: 0, runAsRoot: null } }), [])
})

t.test('a profile is checked together with the defaults, whoever will pick it', async (t) => {
  const file = {
    defaults: { uid: 0, runAsRoot: true, commonEnv: { A: '1' } },
    profiles: { plain: { runAsRoot: false }, secret: { commonEnvFromSecrets: { A: { secretName: 's', key: 'k' } } } },
  }

  t.strictSame(faultsOf({ ...HEADER, ...file }), [
    { path: 'defaults.uid', message: 'expected at least 1 where runAsRoot is false, but came 0' },
    {
      path: 'profiles.secret.commonEnvFromSecrets.A',
      message: 'expected a variable name of its own, but defaults.commonEnv.A has "A" too',
    },
  ])
})

t.test('warns of a toleration without a key, or with a key that is there already', async (t) => {
  const extraTolerations = [
    { operator: 'Exists' },
    { key: 'spot', operator: 'Exists' },
    { key: 'burstable', operator: 'Exists' },
    { key: 'a', effect: 'NoSchedule' },
    { key: 'a', effect: 'NoExecute' },
    { key: 'a', effect: 'PreferNoSchedule' },
  ]
  const lost = 'where Argo merges tolerations, one of them is lost'

  t.strictSame(warningsOf({ defaults: { extraTolerations } }), [
    {
      path: 'defaults.extraTolerations[0]',
      message: 'has no key: a Workflow fails where Argo has to merge it with other tolerations',
    },
    { path: 'defaults.extraTolerations[1]', message: `has the key spot, and the node settings yield one too: ${lost}` },
    {
      path: 'defaults.extraTolerations[4]',
      message: `has the key a, and defaults.extraTolerations[3] is one too: ${lost}`,
    },
    {
      path: 'defaults.extraTolerations[5]',
      message: `has the key a, and defaults.extraTolerations[3] is one too: ${lost}`,
    },
  ])
  t.strictSame(
    warningsOf({ defaults: { extraTolerations: null, spotNodesEnabled: false, armNodesEnabled: false } }),
    [],
  )
})

t.test('warns of a passthrough parameter that a plain Workflow cannot get', async (t) => {
  const passthroughParameters = [{ name: 'a', default: '' }, { name: 'b', value: '' }, { name: 'c' }]

  t.strictSame(warningsOf({ defaults: { passthroughParameters } }), [
    {
      path: 'defaults.passthroughParameters[2]',
      message: 'has neither default nor value: a Workflow that is no template gets nothing of it',
    },
  ])
  t.strictSame(warningsOf({ defaults: { passthroughParameters: null } }), [])
})

t.test('warns of artifacts that are deleted with their Workflow', async (t) => {
  const kept = {
    workflowDeleteSecondsAfterCompletion: null,
    workflowDeleteSecondsAfterFailure: null,
    workflowDeleteSecondsAfterSuccess: null,
  }

  const some = { ...kept, workflowDeleteSecondsAfterFailure: 60 }

  t.equal(warningsOf({ defaults: { deleteArtifactsOnDeletion: true, ...some } }).length, 1, 'of failed ones')
  t.strictSame(warningsOf({ profile: 'brief', profiles: { brief: { deleteArtifactsOnDeletion: true } } }), [
    {
      path: 'profiles.brief.deleteArtifactsOnDeletion',
      message: 'deletes artifacts as soon as the workflowDeleteSecondsAfter… settings delete their Workflow',
    },
  ])
  t.strictSame(warningsOf({ defaults: { deleteArtifactsOnDeletion: true, ...kept } }), [])
})

t.test('warns of retries that are over before the first', async (t) => {
  t.strictSame(warningsOf({ defaults: { retryBackoffMaxDurationSeconds: 20 } }), [
    {
      path: 'defaults.retryBackoffMaxDurationSeconds',
      message: 'is over before the first retry, after 30 s: there will be none',
    },
  ])
  t.strictSame(warningsOf({ defaults: { retryBackoffMaxDurationSeconds: null } }), [])
  t.strictSame(warningsOf({ defaults: { retryBackoffInitialDurationSeconds: null } }), [])
})

t.test('whatever is wrong in 300 made-up files, each fault has a path and a message on one line', async (t) => {
  const names = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', '', 'a/b', 'a\nb', 'mountPath', 'name'),
    fc.string(),
  )
  const junk = fc.oneof(
    fc.constantFrom(null, undefined, -1, 1.5, Number.NaN, 10n, '', '{{', 'x'.repeat(999), Symbol('s'), new Date(0), []),
    fc.anything({ key: names, maxDepth: 3, withDate: true, withMap: true, withNullPrototype: true, withBigInt: true }),
  )
  const layer = fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(BUILT_IN_SETTINGS)), names), junk, { maxKeys: 8 })
  const file = fc.record(
    {
      apiVersion: fc.oneof(fc.constant(HEADER.apiVersion), junk),
      kind: fc.oneof(fc.constant(HEADER.kind), junk),
      profile: junk,
      defaults: fc.oneof({ arbitrary: layer, weight: 9 }, { arbitrary: junk, weight: 1 }),
      profiles: fc.oneof(fc.dictionary(names, fc.oneof(layer, junk), { maxKeys: 3 }), junk),
      unknown: fc.constant(1),
    },
    { requiredKeys: ['unknown'] },
  )

  fc.assert(
    fc.property(file, (content) => {
      const faults = faultsOf(content)
      t.ok(faults.length > 0, 'is refused', { diagnostic: false })
      return faults.every(
        ({ path, message }) => /^[^\n]+$/u.test(path) && /^expected [^\n]+, but [^\n]+$/u.test(message),
      )
    }),
    { numRuns: 300 },
  )
  t.pass('no file is a counterexample')
})

function fault(path: string, what: string, other: string, value: string): SettingsFault {
  return { path: `defaults.${path}`, message: `expected ${what} of its own, but ${other} has "${value}" too` }
}

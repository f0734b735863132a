import t from 'tap'
import { createLayAnnotations } from '../../../src/core/settings/lay-annotations.ts'
import { resolveSettings } from '../../../src/core/settings/resolve.ts'
import { parseAnnotation } from '../../../src/documents/parse-annotation.ts'
import { layAnnotations } from '../../helpers/lay-annotations.ts'
import { settingsOf } from '../../helpers/settings.ts'

const PREFIX = 'settings.workflows.panfactum.com/'
const PROFILE = 'workflows.panfactum.com/profile'
const BASE = settingsOf(
  { tmpDirectories: { scratch: { mountPath: '/scratch' } } },
  { profiles: { gpu: { uid: 7 }, 'in-the-way': { configMapMounts: { conf: { mountPath: '/conf' } } } } },
)

function annotate(settings: Readonly<Record<string, string>>, profile?: string): Record<string, string> {
  const annotations = Object.fromEntries(Object.entries(settings).map(([name, text]) => [PREFIX + name, text]))
  return profile === undefined ? annotations : { ...annotations, [PROFILE]: profile }
}

function faultsOf(settings: Readonly<Record<string, string>>, profile?: string): readonly string[] {
  return layAnnotations(BASE, 'object', annotate(settings, profile)).faults
}

t.test('a value is YAML, as in a settings file', async (t) => {
  const { settings, faults } = layAnnotations(
    BASE,
    'object',
    annotate({
      uid: '5',
      readOnly: 'false',
      privileged: 'yes',
      priority: 'null',
      commonEnv: '{STAGE: prod}',
      labelsFromParameters: '- a\n- b\n',
      extraLabels: '{"team": "a"}',
    }),
  )

  t.strictSame(faults, [])
  t.match(settings.values, {
    uid: 5,
    readOnly: false,
    privileged: true,
    priority: null,
    commonEnv: { STAGE: 'prod' },
    labelsFromParameters: ['a', 'b'],
    extraLabels: { team: 'a' },
  })
  t.strictSame(settings.sources.uid, { layer: 'object' })
  t.strictSame(settings.sources.tmpDirectories, { layer: 'file' })
})

t.test('a profile comes before the annotations beside it', async (t) => {
  const { values, sources } = layAnnotations(BASE, 'namespace', annotate({}, 'gpu')).settings

  t.equal(values.uid, 7)
  t.strictSame(sources.uid, { layer: 'profile', name: 'gpu', by: 'namespace' })
  t.equal(layAnnotations(BASE, 'namespace', annotate({ uid: '8' }, 'gpu')).settings.values.uid, 8)
  t.equal(layAnnotations(BASE, 'object', annotate({}, 'generic')).settings.values.workflowParallelism, null)
})

t.test('the hash says which settings are in force', async (t) => {
  const laid = layAnnotations(BASE, 'object', annotate({ uid: '5' })).settings

  t.match(laid.hash, /^[0-9a-f]{8}$/u)
  t.not(laid.hash, BASE.hash)
})

t.test('each fault is a sentence with the annotation, what was expected, and what came', async (t) => {
  t.strictSame(faultsOf({ uid: 'abc' }), [`${PREFIX}uid: expected a number, but came "abc"`])
  t.strictSame(faultsOf({ tmpDirectories: '{a: {mountPath: b}}' }), [
    `${PREFIX}tmpDirectories.a.mountPath: expected an absolute path, such as /scratch, but came "b"`,
  ])
  t.match(faultsOf({ uid: '{' }), [/^settings\.workflows\.panfactum\.com\/uid: expected YAML, but came /u])
  t.match(faultsOf({ commonEnv: 'A: b\nA: c' }), [/line 2: expected each key once/u])
  t.strictSame(faultsOf({ uid: '1', priority: 'a', dnsPolicy: 'b' }).length, 2)
})

t.test('an unknown setting or profile names the nearest that is known', async (t) => {
  t.strictSame(faultsOf({ tmpDirectory: '{}' }), [
    `${PREFIX}tmpDirectory: expected the name of a setting, but came "tmpDirectory"; did you mean tmpDirectories?`,
  ])
  t.strictSame(faultsOf({}, 'gup'), [
    `${PROFILE}: expected a profile, generic or gpu or in-the-way, but came "gup"; did you mean gpu?`,
  ])
  t.match(faultsOf({}, 'constructor'), [/came "constructor"$/u])
})

t.test('many profiles are not listed', async (t) => {
  const profiles = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}`, {}]))
  const base = settingsOf({}, { profiles })

  t.strictSame(layAnnotations(base, 'object', annotate({}, 'nothing-near')).faults, [
    `${PROFILE}: expected the name of a profile, but came "nothing-near"`,
  ])
})

t.test('what is wrong is left out, and the rest holds', async (t) => {
  const { settings } = layAnnotations(BASE, 'object', annotate({ uid: 'abc', priority: '5', unknown: '1' }, 'nobody'))

  t.match(settings.values, { uid: 1000, priority: 5 })
})

t.test('what is right by itself and not beside the rest is a fault of the annotation', async (t) => {
  const { settings, faults } = layAnnotations(
    BASE,
    'object',
    annotate({ configMapMounts: '{conf: {mountPath: /scratch/}}', priority: '5' }),
  )

  t.strictSame(faults, [
    `${PREFIX}configMapMounts.conf.mountPath: expected a mount path of its own, but defaults.tmpDirectories.scratch.mountPath has "/scratch" too`,
  ])
  t.match(settings.values, { configMapMounts: {}, priority: 5 })
})

t.test('annotations that are right together are right, whatever their order', async (t) => {
  const annotations = annotate({ configMapMounts: '{conf: {mountPath: /scratch}}', tmpDirectories: '{}' })

  t.strictSame(layAnnotations(BASE, 'object', annotations).faults, [])
})

t.test('a profile that does not go with the rest is left out', async (t) => {
  const base = layAnnotations(BASE, 'namespace', annotate({ tmpDirectories: '{a: {mountPath: /conf}}' })).settings

  const { settings, faults } = layAnnotations(base, 'object', annotate({}, 'in-the-way'))

  t.equal(faults.length, 1)
  t.strictSame(settings.values.configMapMounts, {})
})

t.test('takes no value that is no text, as the API server takes none', async (t) => {
  t.strictSame(layAnnotations(BASE, 'object', { [`${PREFIX}uid`]: 5 }).faults, [
    `${PREFIX}uid: expected a string, but came 5; in quotes it is a string`,
  ])
  t.match(layAnnotations(BASE, 'object', { [PROFILE]: null }).faults, [
    /^workflows\.panfactum\.com\/profile: expected/u,
  ])
})

t.test('survives names and values that are out to harm', async (t) => {
  t.match(faultsOf({ ['__proto__']: '{uid: 5}' }), [/__proto__: expected another name/u])
  t.match(faultsOf({ commonEnv: '{__proto__: a}' }), [/commonEnv\.__proto__: expected another name/u])
  t.match(faultsOf({ extraTolerations: `[${'a,'.repeat(20_000)}]` }), [/expected at most 10000 values/u])
  t.match(faultsOf({ '': '1' }), [/expected the name of a setting, but came ""/u])
})

t.test('keys to skip mean nothing on a Namespace', async (t) => {
  const annotations = { 'workflows.panfactum.com/skip': 'affinity' }

  t.match(layAnnotations(BASE, 'namespace', annotations).faults, [/skip: has no effect on a Namespace/u])
  t.strictSame(layAnnotations(BASE, 'object', annotations), { settings: BASE, faults: [] })
})

t.test('reads the same annotations once for the same settings', async (t) => {
  let count = 0
  const lay = createLayAnnotations((text) => {
    count += 1
    return parseAnnotation(text)
  })
  const other = resolveSettings()

  const first = lay(BASE, 'object', annotate({ uid: '5' }))

  t.equal(lay(BASE, 'object', annotate({ uid: '5' })), first)
  t.equal(count, 1)
  lay(BASE, 'namespace', annotate({ uid: '5' }))
  lay(other, 'object', annotate({ uid: '5' }))
  lay(BASE, 'object', annotate({ uid: '6' }))
  t.equal(count, 4)
})

t.test('does not remember long ones', async (t) => {
  const annotations = annotate({ commonEnv: `{A: ${'x'.repeat(20_000)}}` })

  t.not(layAnnotations(BASE, 'object', annotations), layAnnotations(BASE, 'object', annotations))
})

t.test('more text than anybody writes by hand is not read', async (t) => {
  const annotations = annotate({ commonEnv: `{A: ${'x'.repeat(40_000)}}`, extraLabels: 'x'.repeat(40_000), uid: '5' })

  const { settings, faults } = layAnnotations(BASE, 'object', annotations)

  t.match(faults, [
    /^settings\.workflows\.panfactum\.com\/\*: expected at most 65536 characters in all, but came \d+$/u,
  ])
  t.equal(settings, BASE)
})

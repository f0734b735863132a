import t from 'tap'
import { explainSettingsFault, parseSettingsText } from '../../src/documents/parse-settings-text.ts'
import { SETTING_DOCS } from '../../scripts/settings-docs.ts'

const HEAD = 'apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\n'
const MAX_LENGTH = 128 * 1024

/** A file with a comment that makes it so long. */
function fileOf(length: number): string {
  const text = `${HEAD}defaults: {uid: 5}\n#`
  return `${text}${'x'.repeat(length - text.length)}`
}

t.test('reads the settings of a file, and what deserves a second look', async (t) => {
  const text = `${HEAD}defaults: {uid: 5, extraTolerations: [{operator: Exists}]}\n`

  t.match(parseSettingsText('s.yaml', text), {
    settings: { values: { uid: 5 } },
    warnings: [{ path: 'defaults.extraTolerations[0]', message: /^has no key/u }],
  })
})

t.test('says where each fault is: in the text, in the settings, or in the file as a whole', async (t) => {
  t.match(parseSettingsText('s.yaml', `${HEAD}defaults: [\n`), { faults: [/^s\.yaml:\d+:\d+: expected YAML, /u] })
  t.match(parseSettingsText('s.yaml', `${HEAD}defaults: {uid: x, priority: y}\n`), {
    faults: [/^s\.yaml: defaults\.priority: expected /u, /^s\.yaml: defaults\.uid: expected /u],
  })
  t.match(parseSettingsText('s.yaml', '[]'), { faults: [/^s\.yaml: expected a map/u] })
  t.equal(explainSettingsFault('s.yaml', { path: 'uid', message: 'm' }), 's.yaml: uid: m')
})

t.test('takes a file up to its limit, and one past it is refused unread, with what to do', async (t) => {
  t.match(parseSettingsText('s.yaml', fileOf(MAX_LENGTH)), { settings: { values: { uid: 5 } } })
  t.strictSame(parseSettingsText('s.yaml', fileOf(MAX_LENGTH + 1)), {
    faults: [
      's.yaml: expected at most 131072 characters, but came 131073; ' +
        'leave out profiles that nobody picks, and say what is for one Namespace or object alone in its annotations',
    ],
  })
})

t.test('takes every setting in the defaults, and in forty profiles', async (t) => {
  const all = Object.fromEntries(Object.entries(SETTING_DOCS).map(([name, { example }]) => [name, example]))
  const profiles = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`profile-${index}`, all]))
  const text = JSON.stringify({
    apiVersion: 'workflows.panfactum.com/v1alpha1',
    kind: 'Settings',
    defaults: all,
    profiles,
  })

  t.match(parseSettingsText('s.yaml', text), { settings: { profiles: { 'profile-39': {} } } })
})

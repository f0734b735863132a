import t from 'tap'
import { parseSettingsFile } from '../../src/server/parse-settings-file.ts'
import { collectLog } from './helpers/collect-log.ts'

const HEAD = 'apiVersion: workflows.panfactum.com/v1alpha1\nkind: Settings\n'

t.test('reads settings', async (t) => {
  const { log, lines } = collectLog()

  const { values } = await parseSettingsFile('s.yaml', `${HEAD}defaults: {priority: 3}\n`, log)

  t.equal(values.priority, 3)
  t.strictSame(lines, [])
})

t.test('names every fault with its path, one a line', async (t) => {
  const text = `${HEAD}profile: none\ndefaults: {priority: high, uid: -1}\n`

  await t.rejects(parseSettingsFile('s.yaml', text, collectLog().log), {
    message: /^s\.yaml: defaults\.priority: .*\ns\.yaml: defaults\.uid: .*\ns\.yaml: profile: .*$/u,
  })
})

t.test('names a fault of the whole file', async (t) => {
  await t.rejects(parseSettingsFile('s.yaml', '[]', collectLog().log), { message: /^s\.yaml: [^:]+$/u })
})

t.test('says where the text is no YAML', async (t) => {
  await t.rejects(parseSettingsFile('s.yaml', `${HEAD}defaults: [\n`, collectLog().log), {
    message: /^s\.yaml:\d+:\d+: expected YAML, /u,
  })
})

t.test('logs what deserves a second look', async (t) => {
  const { log, lines } = collectLog()
  const text = `${HEAD}defaults: {extraTolerations: [{operator: Exists}]}\n`

  await parseSettingsFile('s.yaml', text, log)

  t.match(lines, [
    {
      level: 'warn',
      msg: 'a setting deserves a second look',
      file: 's.yaml',
      path: /^defaults\.extraTolerations/u,
      message: String,
    },
  ])
})

import { readFileSync } from 'node:fs'
import t from 'tap'
import { parseSettings } from '../../src/core/settings/parse.ts'
import { printSettingsDocs, SETTING_DOCS } from '../../scripts/settings-docs.ts'

const PUBLISHED = 'docs/settings.md'

t.test(`${PUBLISHED} is what the definition of the settings makes`, async (t) => {
  t.equal(readFileSync(new URL(`../../${PUBLISHED}`, import.meta.url), 'utf8'), printSettingsDocs())
})

t.test('each example in it is a setting as a settings file may have it', async (t) => {
  for (const [name, { example }] of Object.entries(SETTING_DOCS)) {
    const parsed = parseSettings({
      apiVersion: 'workflows.panfactum.com/v1alpha1',
      kind: 'Settings',
      defaults: { [name]: example },
    })

    t.notOk('faults' in parsed, name)
  }
})

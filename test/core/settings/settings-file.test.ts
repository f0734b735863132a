import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { parseSettings } from '../../../src/core/settings/parse.ts'

t.test('the example of docs/settings-file.md is a settings file', async (t) => {
  const text = readFileSync(new URL('../../../docs/settings-file.md', import.meta.url), 'utf8')
  const example: unknown = parse(/```yaml\n(.*?)```/su.exec(text)?.[1] ?? '')

  t.match(parseSettings(example), {
    settings: {
      values: {
        activeDeadlineSeconds: 7200,
        defaultResources: { limits: { memory: '50Mi' } },
        priorityClassName: null,
      },
      sources: { defaultResources: { layer: 'profile', name: 'small', by: 'file' } },
    },
    warnings: [],
  })
})

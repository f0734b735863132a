import { readFileSync } from 'node:fs'
import t from 'tap'
import * as z from 'zod'
import { BUILT_IN_SETTINGS } from '../../../src/core/settings/builtin.ts'
import { printJsonSchema } from '../../../src/core/settings/json-schema.ts'

const PUBLISHED = 'docs/settings.schema.json'
const HEADER = { apiVersion: 'workflows.panfactum.com/v1alpha1', kind: 'Settings' }

t.test(`${PUBLISHED} is what the definition of the settings makes`, async (t) => {
  const published = readFileSync(new URL(`../../../${PUBLISHED}`, import.meta.url), 'utf8')

  t.equal(published, printJsonSchema())
})

t.test('gives each setting its description and its built-in value', async (t) => {
  const { definitions } = JSON.parse(printJsonSchema()) as {
    readonly definitions: {
      readonly Settings: {
        readonly properties: Readonly<Record<string, { readonly description: string; readonly default: unknown }>>
      }
    }
  }

  for (const [name, value] of Object.entries(BUILT_IN_SETTINGS)) {
    t.match(definitions.Settings.properties[name], { description: /^[A-Z].*\.$/u, default: value }, name)
  }
})

t.test('accepts what may be in a settings file, and nothing else', async (t) => {
  const schema = z.fromJSONSchema(JSON.parse(printJsonSchema()) as Parameters<typeof z.fromJSONSchema>[0])
  const accepts = (file: object): boolean => schema.safeParse({ ...HEADER, ...file }).success

  t.ok(accepts({}))
  t.ok(accepts({ profile: 'gpu', defaults: BUILT_IN_SETTINGS, profiles: { gpu: { uid: null } } }))
  t.ok(
    accepts({ defaults: { tmpDirectories: { a: { mountPath: '/a' } }, defaultResources: { requests: { cpu: 1 } } } }),
  )
  t.notOk(accepts({ defaults: { uid: 'x' } }))
  t.notOk(accepts({ defaults: { tmpDirectories: { a: { mountPath: '/a', sizeMB: 1 } } } }))
  t.notOk(accepts({ defaults: { unknown: 1 } }))
  t.notOk(accepts({ kind: 'Setting' }))
})

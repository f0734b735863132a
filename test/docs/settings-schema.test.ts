import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t from 'tap'
import type { Diagnostic, JSONSchema } from 'vscode-json-languageservice'
import type * as LanguageService from 'vscode-json-languageservice'

/** The published schema in the language service that editors use: what a person sees who writes a settings file. */

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../docs/settings.schema.json', import.meta.url), 'utf8'),
) as JSONSchema
const HEAD = '"apiVersion": "workflows.panfactum.com/v1alpha1", "kind": "Settings"'
const CURSOR = '|'
// Of what it exports, Node's loader of ECMAScript modules sees only a part.
const { getLanguageService, TextDocument } = createRequire(import.meta.url)(
  'vscode-json-languageservice',
) as typeof LanguageService

const service = getLanguageService({})
service.configure({ schemas: [{ uri: 'settings', fileMatch: ['*'], schema: SCHEMA }] })

t.test('an editor finds nothing wrong with what is right', async (t) => {
  t.strictSame(await check(`{${HEAD}, "profile": "gpu", "defaults": {"uid": 5, "priority": null}}`), [])
})

t.test('it marks an unknown setting, and a value of another type', async (t) => {
  const found = await check(`{${HEAD}, "defaults": {"uidd": 5, "retryMaxAttempts": "many"}}`)

  t.equal(found.length, 2)
  t.match(JSON.stringify(found), /uidd/u)
})

t.test('it offers the settings by their names, with what each is for', async (t) => {
  const { labels, documentation } = await complete(`{${HEAD}, "defaults": {"${CURSOR}"}}`)

  t.ok(labels.includes('activeDeadlineSeconds'))
  t.ok(labels.includes('workflowParallelism'))
  t.match(documentation, /How long a Workflow may run/u)
})

t.test('it offers the values of a setting that has but a few', async (t) => {
  const { labels } = await complete(`{${HEAD}, "defaults": {"retryPolicy": ${CURSOR}}}`)

  t.ok(labels.includes('"OnFailure"'))
})

async function check(text: string): Promise<readonly Diagnostic[]> {
  const document = TextDocument.create('settings.json', 'json', 1, text)
  return service.doValidation(document, service.parseJSONDocument(document))
}

async function complete(text: string): Promise<{ readonly labels: readonly string[]; readonly documentation: string }> {
  const document = TextDocument.create('settings.json', 'json', 1, text.replace(CURSOR, ''))
  const position = document.positionAt(text.indexOf(CURSOR))
  const list = await service.doComplete(document, position, service.parseJSONDocument(document))
  const items = list?.items ?? []
  const first = items.find(({ label }) => label === 'activeDeadlineSeconds')
  return { labels: items.map(({ label }) => label), documentation: JSON.stringify(first?.documentation ?? '') }
}

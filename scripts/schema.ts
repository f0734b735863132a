import { writeFileSync } from 'node:fs'
import { printJsonSchema } from '../src/core/settings/json-schema.ts'
import { printSettingsDocs } from './settings-docs.ts'

/** Writes the JSON Schema and the documentation of the settings anew; tests say so when they are stale. */
writeFileSync(new URL('../docs/settings.schema.json', import.meta.url), printJsonSchema())
writeFileSync(new URL('../docs/settings.md', import.meta.url), printSettingsDocs())

import { writeFileSync } from 'node:fs'
import { printJsonSchema } from '../src/core/settings/json-schema.ts'

/** Writes the JSON Schema of the settings file anew; a test says so when it is stale. */
writeFileSync(new URL('../docs/settings.schema.json', import.meta.url), printJsonSchema())

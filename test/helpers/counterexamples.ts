import { readdirSync, readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import type { Json } from '../../src/core/json.ts'
import type { ResolvedSettings } from '../../src/core/settings/resolve.ts'
import { settingsOf } from './settings.ts'

/** An object that was once harmed by its defaults: `test/fixtures/README.md` says what each field means. */
export interface Counterexample {
  readonly file: string
  readonly settings: ResolvedSettings
  readonly object: Json
  readonly left: Readonly<Record<string, string>>
  readonly naive?: Json
  readonly harm?: string
}

interface Document extends Omit<Counterexample, 'file' | 'settings'> {
  readonly defaults: object
}

const FOLDER = new URL('../fixtures/counterexamples/', import.meta.url)

/** Reads all of them. */
export function loadCounterexamples(): readonly Counterexample[] {
  return readdirSync(FOLDER).map((file) => {
    const { defaults, ...rest } = parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Document
    return { ...rest, file, settings: settingsOf(defaults) }
  })
}

/** Writes a new one as a file of that folder, which takes but a comment and, once it is mended, what is left out. */
export function writeCounterexample({
  defaults,
  object,
  harm,
}: Pick<Document, 'defaults' | 'object' | 'harm'>): string {
  const fields = stringify({ defaults, object, harm, left: {} }, { aliasDuplicateObjects: false })
  return `# What it showed, and the hazard.\n${fields}`
}

import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Json } from '../../src/core/json.ts'
import { isEqual } from '../../src/core/json.ts'
import { splitDocuments } from '../../src/documents/split-documents.ts'
import { YamlFault } from '../../src/documents/yaml-fault.ts'
import { read } from './read.ts'

/** What kubectl's own parser made of a text; the README beside this says how it was asked. */
interface Reading {
  readonly yaml: string
  readonly documents?: readonly Json[]
}

const file = new URL('kubectl-readings.json', import.meta.url)
const readings = JSON.parse(readFileSync(file, 'utf8')) as readonly Reading[]

t.test('reads what kubectl reads, and the same', async (t) => {
  for (const { yaml, documents } of readings) {
    if (documents !== undefined) t.ok(isEqual(readAll(yaml), documents), JSON.stringify(yaml))
  }
})

t.test('refuses what kubectl refuses', async (t) => {
  for (const { yaml, documents } of readings) {
    if (documents === undefined) t.throws(() => readAll(yaml), YamlFault, JSON.stringify(yaml))
  }
})

function readAll(stream: string): readonly Json[] {
  const documents = splitDocuments(stream.replace(/^\ufeff/u, '').replaceAll('\r\n', '\n'))
  return documents.map(({ text }) => read(text)).filter((value) => value !== null)
}

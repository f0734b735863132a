import t from 'tap'
import { parseManifests } from '../../src/documents/parse-manifests.ts'
import { printJsonDocument, printJsonList, printYamlDocuments } from '../../src/documents/print-documents.ts'

const KINDS = 'apiVersion: v1\nkind: A\n'

t.test('prints what it has parsed', async (t) => {
  const streams = [
    `${KINDS}a:   [1 , 2]\n`,
    `---\n${KINDS}--- # second\n${KINDS}---\n# about the third\n---\n${KINDS}---\n# end\n`,
    `--- {apiVersion: v1, kind: A}\n--- {apiVersion: v1, kind: B}\n`,
    `${KINDS}a: |\r\n  x\r\n---\r\n${KINDS}`.replaceAll(/\r?\n/gu, '\r\n'),
  ]

  for (const stream of streams) t.equal(printYamlDocuments(parseManifests(stream).manifests), stream)
})

t.test('parts documents that had nothing between them', async (t) => {
  const { manifests } = parseManifests('{"apiVersion":"v1","kind":"A"}{"apiVersion":"v1","kind":"B"}')

  t.equal(printYamlDocuments(manifests), '{"apiVersion":"v1","kind":"A"}\n---\n{"apiVersion":"v1","kind":"B"}\n')
})

t.test('prints one object as JSON, and several as a List', async (t) => {
  const { manifests } = parseManifests(`${KINDS}v: 9007199254740993\n---\n${KINDS}`)
  const [first] = manifests

  t.equal(
    first && printJsonDocument(first),
    '{\n    "apiVersion": "v1",\n    "kind": "A",\n    "v": 9007199254740993\n}\n',
  )
  t.strictSame(JSON.parse(printJsonList(manifests)), {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'A', v: 9007199254740992 },
      { apiVersion: 'v1', kind: 'A' },
    ],
  })
  t.match(printJsonList(manifests), '            "v": 9007199254740993\n')
  t.strictSame(JSON.parse(printJsonList([])), { apiVersion: 'v1', kind: 'List', items: [] })
})

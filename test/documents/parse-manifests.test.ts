import t from 'tap'
import { parseManifests } from '../../src/documents/parse-manifests.ts'

t.test('parses each document with its place', async (t) => {
  const stream = '# head\n---\napiVersion: v1\nkind: A\n---\napiVersion: v1\nkind: B\nv: 1.0\n'

  const { manifests, faults, warnings } = parseManifests(stream)

  t.strictSame([faults, warnings], [[], []])
  t.strictSame(manifests, [
    {
      object: { apiVersion: 'v1', kind: 'A' },
      document: 1,
      item: '',
      text: '# head\n---\napiVersion: v1\nkind: A\n',
      separator: '',
      line: 1,
      lineBreak: '\n',
    },
    {
      object: { apiVersion: 'v1', kind: 'B', v: 1 },
      document: 2,
      item: '',
      text: 'apiVersion: v1\nkind: B\nv: 1.0\n',
      separator: '---\n',
      line: 6,
      lineBreak: '\n',
    },
  ])
})

t.test('says where a document is at fault, and parses the others', async (t) => {
  const stream =
    'a: b\n---\nx: [\n---\n- a\n---\nfoo bar\n---\n# c\napiVersion: v1\n---\napiVersion: v1\nkind: A\n---\n7\n---\nkind: A\n'

  const { manifests, faults } = parseManifests(stream)

  t.strictSame(
    faults.map(({ document, line, column, message }) => `${document}:${line}:${column} ${message}`),
    [
      '1:1:1 expected an object with apiVersion and kind, but it has no apiVersion and no kind',
      '2:4:1 expected YAML, but came the end of the text: Flow sequence in block collection must be sufficiently indented and end with a ]',
      '3:5:1 expected an object with apiVersion and kind, but came a list',
      '4:7:1 expected an object with apiVersion and kind, but came the text "foo bar"',
      '5:10:1 expected an object with apiVersion and kind, but it has no kind',
      '7:15:1 expected an object with apiVersion and kind, but came 7',
      '8:17:1 expected an object with apiVersion and kind, but it has no apiVersion',
    ],
  )
  t.strictSame(
    manifests.map(({ document }) => document),
    [6],
  )
})

t.test('takes Lists apart, typed and nested ones too', async (t) => {
  const stream = `apiVersion: argoproj.io/v1alpha1
kind: WorkflowList
items:
- metadata: {name: a}
- apiVersion: v1
  kind: List
  items:
  - {apiVersion: v1, kind: B}
- 5
- apiVersion: v1
`

  const { manifests, faults } = parseManifests(stream)

  t.strictSame(
    manifests.map(({ object, item, line }) => ({ object, item, line })),
    [
      {
        object: { metadata: { name: 'a' }, apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' },
        item: 'items[0]',
        line: 1,
      },
      { object: { apiVersion: 'v1', kind: 'B' }, item: 'items[1].items[0]', line: 1 },
      { object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' }, item: 'items[3]', line: 1 },
    ],
  )
  t.equal(manifests[0]?.text, 'metadata: {name: a}\napiVersion: argoproj.io/v1alpha1\nkind: Workflow\n')
  t.strictSame(faults, [
    { document: 1, line: 1, column: 1, message: 'items[2]: expected an object with apiVersion and kind, but came 5' },
  ])
})

t.test('has nothing to say of a kind for the items of an untyped List', async (t) => {
  const { faults } = parseManifests('{"apiVersion": "v1", "kind": "List", "items": [{"a": 1}]}')

  t.match(faults, [{ message: 'items[0]: expected an object with apiVersion and kind, but it has no kind' }])
})

t.test('leaves items alone of what is no List', async (t) => {
  const { manifests } = parseManifests('apiVersion: v1\nkind: Shelf\nitems: [{}]\n')

  t.strictSame(
    manifests.map(({ object }) => object),
    [{ apiVersion: 'v1', kind: 'Shelf', items: [{}] }],
  )
})

t.test('finds no object in an empty List or stream', async (t) => {
  for (const stream of ['', '---\n', 'null\n', '{"apiVersion": "v1", "kind": "List", "items": []}']) {
    t.strictSame(parseManifests(stream), { manifests: [], faults: [], warnings: [] })
  }
})

t.test('warns of a key that stands twice', async (t) => {
  const { manifests, warnings } = parseManifests('apiVersion: v1\nkind: A\nkind: B\n')

  t.equal(manifests[0]?.object['kind'], 'B')
  t.strictSame(warnings, [
    { document: 1, line: 3, column: 1, message: 'the key kind stands here again; the last one counts' },
  ])
})

t.test('reads lines that end as on Windows, and a byte order mark', async (t) => {
  const { manifests } = parseManifests('\ufeffapiVersion: v1\r\nkind: A\r\n---\r\n- x\r\n')

  t.match(manifests, [{ text: 'apiVersion: v1\nkind: A\n', lineBreak: '\r\n' }])
})

import t from 'tap'
import type { Json } from '../../src/core/json.ts'
import { patchYaml } from '../../src/documents/patch-yaml.ts'
import { read } from './read.ts'

function print(value: Json): string {
  return patchYaml('x: 1\n', [{ op: 'add', path: '/v', value }]).slice('x: 1\n'.length)
}

t.test('quotes text that some reader takes for something else', async (t) => {
  const texts = [
    'yes',
    'n',
    'null',
    '',
    '0o17',
    '1_000',
    '1:30',
    '2001-01-01',
    '1e3',
    '.5',
    '.inf',
    '<<',
    '=',
    ' x',
    'a: b',
    '# c',
  ]

  for (const text of texts) {
    t.equal(print(text), `v: ${JSON.stringify(text)}\n`)
    t.strictSame(read(print(text)), { v: text })
  }
})

t.test('leaves text plain that everybody reads as text', async (t) => {
  for (const text of ['main', '100Mi', '50m', '30s', 'a/b:c', 'two words', '-x']) {
    t.equal(print(text), `v: ${text}\n`)
  }
})

t.test('writes lines as a block', async (t) => {
  t.equal(print('a\n  b\n'), 'v: |\n  a\n    b\n')
  t.equal(print('a\nb'), 'v: |-\n  a\n  b\n')
  t.equal(print('a\n\n'), 'v: "a\\n\\n"\n')
  t.equal(print('a\u2028b\u0085'), 'v: "a\\u2028b\\u0085"\n')
})

t.test('copies each value as it was spelled', async (t) => {
  const text = `a: &x
  plain: 1.0
  single: 'it''s'
  block: |
    text
  kept: |+
    text

  folded: "two
    words"
  tagged: !!str 1
  none:
  flow: [a, {b: ~}]
z: *x
`

  const patched = patchYaml(text, [{ op: 'add', path: '/z/k', value: 1 }])

  t.equal(
    patched.slice(text.indexOf('z:')),
    `z:
  plain: 1.0
  single: 'it''s'
  block: |
    text
  kept: "text\\n\\n"
  folded: "two words"
  tagged: "1"
  none: null
  flow: [a, {b: ~}]
  k: 1
`,
  )
})

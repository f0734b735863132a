import t from 'tap'
import { patchYaml } from '../../src/documents/patch-yaml.ts'

const patch = [{ op: 'add', path: '/new', value: { list: [{ a: 1 }] } }] as const

t.test('indents as the user does', async (t) => {
  t.match(patchYaml('a:\n  b:\n  - 1\n', patch), 'new:\n  list:\n  - a: 1\n')
  t.match(patchYaml('a:\n   b:\n    - 1\n', patch), 'new:\n   list:\n      - a: 1\n')
})

t.test('indents by two and lists too where nothing shows what the user likes', async (t) => {
  t.equal(patchYaml('a: {b: [1]}\n', patch), 'a: {b: [1]}\nnew:\n  list:\n    - a: 1\n')
})

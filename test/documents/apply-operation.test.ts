import t from 'tap'
import { patchYaml } from '../../src/documents/patch-yaml.ts'

t.test('reads escapes in a path', async (t) => {
  t.equal(patchYaml('a/b~c: {d: 1}\n', [{ op: 'add', path: '/a~1b~0c/e', value: 2 }]), 'a/b~c: {d: 1, e: 2}\n')
})

t.test('applies operations one after the other', async (t) => {
  t.equal(
    patchYaml('a: 1\n', [
      { op: 'add', path: '/b', value: {} },
      { op: 'add', path: '/b/c', value: [{ d: 1 }] },
      { op: 'replace', path: '/b/c/0/d', value: 2 },
      { op: 'add', path: '/b/c/-', value: 3 },
      { op: 'remove', path: '/a' },
    ]),
    'b:\n  c:\n    - d: 2\n    - 3\n',
  )
})

t.test('takes the last of two keys for the one', async (t) => {
  t.equal(patchYaml('a: 1\na: 2\n', [{ op: 'replace', path: '/a', value: 3 }]), 'a: 1\na: 3\n')
})

t.test('refuses a path that leads nowhere', async (t) => {
  for (const path of ['/a/b/c', '/a/0', '/x/y', '/l/5/z', '/l/0/z']) {
    t.throws(() => patchYaml('a: {}\nl: [1]\n', [{ op: 'add', path: `${path}/n`, value: 1 }]), {
      message: `add ${path}/n: expected a map or a list to hold it, but there is none`,
    })
  }
})

t.test('leaves the text alone where there is nothing to do', async (t) => {
  t.equal(patchYaml('a:   [1,2]', []), 'a:   [1,2]')
})

import t from 'tap'
import { patchYaml } from '../../src/documents/patch-yaml.ts'

t.test('adds keys below those that are there, and changes no line', async (t) => {
  const text = `# head
kind: Workflow   # its kind
spec:
    entrypoint: "main"
    # what it does
    templates:
    - name: main
      script: |
        echo 1.0

    # the end of the spec
status: ~
`

  const patched = patchYaml(text, [
    { op: 'add', path: '/spec/templates/0/retryStrategy', value: { limit: 5, backoff: { duration: '30s' } } },
    { op: 'add', path: '/spec/activeDeadlineSeconds', value: 86400 },
    { op: 'add', path: '/metadata', value: { labels: { a: 'yes' } } },
  ])

  t.equal(
    patched,
    `# head
kind: Workflow   # its kind
spec:
    entrypoint: "main"
    # what it does
    templates:
    - name: main
      script: |
        echo 1.0
      retryStrategy:
          limit: 5
          backoff:
              duration: 30s
    activeDeadlineSeconds: 86400

    # the end of the spec
status: ~
metadata:
    labels:
        a: "yes"
`,
  )
})

t.test('adds below comments that stand as far in', async (t) => {
  const text = 'a:\n  b: 1\n  # of a\n# of the whole\nc:\n- 1\n# of d\nd: 1\n'

  t.equal(
    patchYaml(text, [
      { op: 'add', path: '/a/x', value: 1 },
      { op: 'add', path: '/c/-', value: 2 },
    ]),
    'a:\n  b: 1\n  # of a\n  x: 1\n# of the whole\nc:\n- 1\n- 2\n# of d\nd: 1\n',
  )
})

t.test('adds items at the end, in the middle and at the head of a list', async (t) => {
  const text = 'a:\n  # first\n  - x: 1\n    y: 2 # two\n  # second\n  - 3\n'

  t.equal(
    patchYaml(text, [
      { op: 'add', path: '/a/-', value: { z: [4] } },
      { op: 'add', path: '/a/1', value: 'middle' },
      { op: 'add', path: '/a/0', value: { head: 0 } },
    ]),
    'a:\n  # first\n  - head: 0\n  - x: 1\n    y: 2 # two\n  - middle\n  # second\n  - 3\n  - z:\n      - 4\n',
  )
})

t.test('adds a key to a map that begins beside its dash', async (t) => {
  t.equal(
    patchYaml('- - a: 1\n', [
      { op: 'add', path: '/0/0/b', value: 2 },
      { op: 'add', path: '/0/0', value: 0 },
    ]),
    '- - 0\n  - a: 1\n    b: 2\n',
  )
})

t.test('gives a key its value where there was nothing, and keeps the comment beside it', async (t) => {
  t.equal(replace('a:\n', 1), 'a: 1\n')
  t.equal(replace('a: # none\n', 1), 'a: 1 # none\n')
  t.equal(replace('a: null # none\n', { k: 1 }), 'a: # none\n  k: 1\n')
  t.equal(replace('a: {} # none\n  # nor here\n', { k: 1 }), 'a: # none\n  k: 1\n  # nor here\n')
  t.equal(replace('a: &x !!map {}\n', { k: 1 }), 'a:\n  k: 1\n')
  t.equal(replace('a: # none\n  ~\n', 1), 'a: 1 # none\n')
  t.equal(replace('a: ~ # none\n', 'x\ny'), 'a: |- # none\n  x\n  y\n')
  t.equal(replace('"a" : ~\n', 1), '"a" : 1\n')
  t.equal(replace('? a\n', 1), 'a: 1\n')
  t.equal(replace('? a\n: ~\n', { k: 1 }), '? a\n:\n  k: 1\n')
})

t.test('takes the place of any value', async (t) => {
  t.equal(replace('a: |+\n  text\n\n', 1), 'a: 1\n')
  t.equal(replace('a:\n- 1\n- 2 # two\n', 1), 'a: 1\n')
  t.equal(replace('a: "x\n  y" # text\n', 1), 'a: 1\n')
  t.equal(replace('a: {b: 1,\n    c: 2}\n', 1), 'a: 1\n')
})

t.test('replaces an item in its place', async (t) => {
  t.equal(
    patchYaml('a:\n- {name: x} # here\n- y\n', [
      { op: 'replace', path: '/a/0', value: { name: 'first' } },
      { op: 'add', path: '/a/1', value: { name: 'second' } },
    ]),
    'a:\n- name: first\n- name: second\n- y\n',
  )
})

t.test('removes keys and items', async (t) => {
  t.equal(remove('a: 1\nb:\n  c: 1\n# d\nd: 1\n', '/b'), 'a: 1\n# d\nd: 1\n')
  t.equal(remove('- a: 1\n  b: 2\n', '/0/a'), '- b: 2\n')
  t.equal(remove('a:\n  # one\n  - 1\n', '/a/0'), 'a: []\n')
  t.equal(remove('a:\n- b: 1\n', '/a/0/b'), 'a:\n- {}\n')
})

t.test('prints a document anew that is another from the root on', async (t) => {
  t.equal(patchYaml('# c\n{}\n', [{ op: 'add', path: '/a', value: 1 }]), 'a: 1\n')
  t.equal(patchYaml('a: 1\n', [{ op: 'replace', path: '', value: [1] }]), '- 1\n')
  t.equal(
    patchYaml('{ }\n', [
      { op: 'add', path: '/a', value: 1 },
      { op: 'remove', path: '/a' },
    ]),
    '{}\n',
  )
  t.equal(patchYaml('a: 1\n', [{ op: 'remove', path: '' }]), 'null\n')
})

function replace(text: string, value: string | number | { readonly k: number }): string {
  return patchYaml(`${text}z: 1\n`, [{ op: 'replace', path: '/a', value }]).replace('z: 1\n', '')
}

function remove(text: string, path: string): string {
  return patchYaml(text, [{ op: 'remove', path }])
}

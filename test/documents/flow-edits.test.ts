import t from 'tap'
import { patchYaml } from '../../src/documents/patch-yaml.ts'

t.test('adds to braces and brackets of YAML in their style', async (t) => {
  const text = 'a: {v: 1, l: [p, q], } # c\nb: {z}\n'

  t.equal(
    patchYaml(text, [
      { op: 'add', path: '/a/l/-', value: { r: 'on' } },
      { op: 'add', path: '/a/l/0', value: 'o' },
      { op: 'add', path: '/a/w', value: [1] },
      { op: 'replace', path: '/b/z', value: 'two\nlines' },
    ]),
    'a: {v: 1, l: [o, p, q, {r: "on"}], w: [1], } # c\nb: {z: "two\\nlines"}\n',
  )
})

t.test('adds to JSON on lines as it is indented', async (t) => {
  const text = '{\n\t"a": {\n\t\t"b": [1.0, 2],\n\t\t"c": {}\n\t}\n}\n'

  t.equal(
    patchYaml(text, [
      { op: 'add', path: '/a/b/-', value: { k: null } },
      { op: 'replace', path: '/a/c', value: { k: [true] } },
      { op: 'add', path: '/d', value: {} },
    ]),
    '{\n\t"a": {\n\t\t"b": [1.0, 2, {"k": null}],\n\t\t"c": {\n\t\t\t"k": [\n\t\t\t\ttrue\n\t\t\t]\n\t\t}\n\t},\n\t"d": {}\n}\n',
  )
})

t.test('adds to JSON in one line as tightly as it is written', async (t) => {
  const patch = [{ op: 'add', path: '/b', value: [1, 2] }] as const

  t.equal(patchYaml('{"a":1}\n', patch), '{"a":1,"b":[1,2]}\n')
  t.equal(patchYaml('{"a": 1}\n', patch), '{"a": 1, "b": [1, 2]}\n')
})

t.test('gives a key of JSON another value', async (t) => {
  t.equal(replace('{"a":null}\n'), '{"a":[1]}\n')
  t.equal(replace('{"a":{},"b":[]}\n'), '{"a":[1],"b":[]}\n')
  t.equal(replace('{a, b: 1}\n'), '{a: [1], b: 1}\n')
  t.equal(replace('{a: , b: 1}\n'), '{a: [1], b: 1}\n')
  t.equal(replace('{a: &x !!map {}}\n'), '{a: [1]}\n')
})

t.test('replaces and removes in braces and brackets', async (t) => {
  t.equal(remove('/a/0'), 'a: [2, 3]\nb: {c: 1}\n')
  t.equal(remove('/a/1'), 'a: [1, 3]\nb: {c: 1}\n')
  t.equal(remove('/a/2'), 'a: [1, 2]\nb: {c: 1}\n')
  t.equal(remove('/b/c'), 'a: [1, 2, 3]\nb: {}\n')
  t.equal(patchYaml('[1, 2]\n', [{ op: 'replace', path: '/1', value: { a: 1 } }]), '[1, {"a": 1}]\n')
})

t.test('adds to a map without braces in a list by giving it some', async (t) => {
  t.equal(patchYaml('a: [b: 1, c]\n', [{ op: 'add', path: '/a/0/d', value: 2 }]), 'a: [{b: 1, d: 2}, c]\n')
})

function replace(text: string): string {
  return patchYaml(text, [{ op: 'replace', path: '/a', value: [1] }])
}

function remove(path: string): string {
  return patchYaml('a: [1, 2, 3]\nb: {c: 1}\n', [{ op: 'remove', path }])
}

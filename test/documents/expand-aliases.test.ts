import t from 'tap'
import { patchYaml } from '../../src/documents/patch-yaml.ts'

t.test('writes an alias out where the patch lands under it', async (t) => {
  t.equal(
    patchYaml('a: &x\n  mode: 0o644 # c\n  on: "on"\nb: *x # here\nc: *x\n', [{ op: 'add', path: '/b/k', value: 1 }]),
    'a: &x\n  mode: 0o644 # c\n  on: "on"\nb: # here\n  mode: 0o644\n  "true": "on"\n  k: 1\nc: *x\n',
  )
})

t.test('writes every alias out to what the patch changes', async (t) => {
  t.equal(
    patchYaml('a: &x {k: [1.0]}\nb: *x\nc: [*x, {d: *x}]\n', [{ op: 'add', path: '/a/k/-', value: 2 }]),
    'a: &x {k: [1.0, 2]}\nb: {k: [1.0]}\nc: [{k: [1.0]}, {d: {k: [1.0]}}]\n',
  )
})

t.test('writes aliases out to what lies in a value that goes', async (t) => {
  t.equal(
    patchYaml('a:\n- b: &x 1\n  c: &y k\nd: *x\n? *y\n: v\n', [{ op: 'replace', path: '/a', value: null }]),
    'a: null\nd: 1\nk: v\n',
  )
  t.equal(patchYaml('a: [&x 1, 2]\nb: *x\n', [{ op: 'remove', path: '/a/0' }]), 'a: [2]\nb: 1\n')
})

t.test('gives a map its own copy of what it merges in where the patch lands in that', async (t) => {
  t.equal(
    patchYaml('a: &x\n  c: {i: y}\nb:\n  <<: *x\n  d: 1\n', [{ op: 'add', path: '/b/c/k', value: 1 }]),
    'a: &x\n  c: {i: y}\nb:\n  <<: *x\n  d: 1\n  c: {i: y, k: 1}\n',
  )
})

t.test('adds beside << what it does not bring', async (t) => {
  t.equal(
    patchYaml('a: &x {c: 1}\nb:\n  <<: *x\n', [
      { op: 'add', path: '/b/k', value: 1 },
      { op: 'replace', path: '/b/c', value: 2 },
    ]),
    'a: &x {c: 1}\nb:\n  <<: *x\n  k: 1\n  c: 2\n',
  )
})

t.test('writes << out where the patch changes what it merges in', async (t) => {
  t.equal(
    patchYaml('a: &x\n  c: 1\n  d: 2\nb:\n  <<: *x\n  d: 3\ne: {<<: [{f: 1}, *x]}\n', [
      { op: 'add', path: '/a/k', value: 1 },
    ]),
    'a: &x\n  c: 1\n  d: 2\n  k: 1\nb:\n  c: 1\n  d: 3\ne: {c: 1, d: 2, f: 1}\n',
  )
})

t.test('writes << out to remove what it brings', async (t) => {
  t.equal(
    patchYaml('a: &x {c: 1, d: 2}\nb:\n  <<: *x\n', [{ op: 'remove', path: '/b/c' }]),
    'a: &x {c: 1, d: 2}\nb:\n  d: 2\n',
  )
})

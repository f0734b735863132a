import t from 'tap'
import { isBelow, normalisePath } from '../../../src/core/argo/paths.ts'

t.test('one place has one spelling', async (t) => {
  const spellings = {
    '/a/b': ['/a/b', '/a/b/', '/a//b', '//a/b', '/a/./b', '/a/c/../b', 'a/b', '/../a/b'],
    '/': ['/', '', '//', '/.', '/a/..', '/..'],
    '/a/..b': ['/a/..b'],
  }

  for (const [path, others] of Object.entries(spellings))
    for (const other of others) t.equal(normalisePath(other), path, other)
})

t.test('a path lies below its ancestors', async (t) => {
  t.ok(isBelow('/a/b', '/a'))
  t.ok(isBelow('/a/b/c', '/a'))
  t.ok(isBelow('/a', '/'))
})

t.test('and neither below itself nor below what just begins alike', async (t) => {
  t.notOk(isBelow('/a', '/a'))
  t.notOk(isBelow('/', '/'))
  t.notOk(isBelow('/ab', '/a'))
  t.notOk(isBelow('/a', '/a/b'))
})

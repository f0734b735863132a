import t from 'tap'
import { PathText } from '../../../src/core/patch/path-text.ts'

t.test('says where a place is, and how operations on it begin', async (t) => {
  const path = PathText.root().field('spec').field('templates').item(12).field('a~1b')

  t.equal(path.text, '/spec/templates/12/a~1b')
  t.equal(path.adding, ',{"op":"add","path":"/spec/templates/12/a~1b/')
  t.equal(path.replacing, ',{"op":"replace","path":"/spec/templates/12/a~1b/')
  t.equal(PathText.root().adding, ',{"op":"add","path":"/')
})

t.test('remembers the paths of one object for the next', async (t) => {
  const templates = PathText.root().field('spec').field('templates')

  t.equal(PathText.root().field('spec').field('templates').item(3), templates.item(3))
  t.not(templates.item(3), templates.item(4))
  t.not(PathText.root().field('3'), PathText.root().item(3), 'a field may be named like an index')
})

t.test('forgets them all before they are too many, and is right all the same', async (t) => {
  const list = PathText.root().field('many')
  const before = list.item(0)

  const texts = Array.from({ length: 10_000 }, (_, index) => list.item(index).text)

  t.strictSame(
    texts,
    texts.map((_, index) => `/many/${index}`),
  )
  t.not(PathText.root().field('many').item(0), before)
  t.equal(PathText.root().field('many').item(0).text, '/many/0')
})

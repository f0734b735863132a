import t from 'tap'
import { splitList } from '../../src/documents/split-list.ts'

t.test('moves each item to the left with its comments', async (t) => {
  const list = `kind: List
items: # of the list
    # about a
    -   a: |
            text

        b: # none
        - "x
          y"
        # of a
    # about b
    -
      b: 1
    - {c: [1,
          2]} # c
    - &d
      d: 1
    - 5
`

  t.strictSame(splitList(list), [
    '# about a\na: |\n    text\n\nb: # none\n- "x\n  y"\n# of a\n',
    '# about b\n\nb: 1\n',
    '{c: [1,\n    2]} # c\n',
    '&d\nd: 1\n',
    '5\n',
  ])
})

t.test('takes items out of JSON', async (t) => {
  t.strictSame(splitList('{\n  "items": [\n    {\n      "a": 1\n    }, {"b": 2}\n  ]\n}\n'), [
    '{\n  "a": 1\n}\n',
    '{"b": 2}\n',
  ])
})

t.test('writes out what an item has from another', async (t) => {
  t.strictSame(splitList('x: &x 1\nitems:\n- a: &a {k: *x}\n  own: *a\n- b: *a\n  c:\n    <<: *a\n'), [
    'a: &a {k: 1}\nown: {k: 1}\n',
    'b: {k: 1}\nc:\n  k: 1\n',
  ])
  t.strictSame(splitList('x: &x [{a: 1}]\nitems: *x\n'), ['{a: 1}\n'])
})

t.test('finds no items where there are none', async (t) => {
  t.strictSame(splitList('items: []\n'), [])
})

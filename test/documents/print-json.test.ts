import t from 'tap'
import { parseYaml } from '../../src/documents/parse-yaml.ts'
import { printJson } from '../../src/documents/print-json.ts'

function print(text: string, layout = { line: '\n', step: '  ', space: ' ' }): string {
  const tree = parseYaml(text)
  return printJson(tree, tree.root, layout)
}

t.test('prints one value a line', async (t) => {
  t.equal(
    print('a: [1, {b: x}]\nc: {}\nd: []\n'),
    '{\n  "a": [\n    1,\n    {\n      "b": "x"\n    }\n  ],\n  "c": {},\n  "d": []\n}',
  )
})

t.test('prints one line, with spaces or without', async (t) => {
  t.equal(print('a: [1, 2]\n', { line: '', step: '', space: ' ' }), '{"a": [1, 2]}')
  t.equal(print('a: [1, 2]\n', { line: '', step: '', space: '' }), '{"a":[1,2]}')
})

t.test('keeps every digit, and the order of keys even where they are numbers', async (t) => {
  const layout = { line: '', step: '', space: '' }

  t.equal(
    print('{"b": 9007199254740993, "10": 1.0, "9": -0, "a": 1e2}', layout),
    '{"b":9007199254740993,"10":1.0,"9":-0,"a":1e2}',
  )
  t.equal(print('a: 0o17\nb: 18446744073709551615\n', layout), '{"a":15,"b":18446744073709551615}')
})

t.test('prints what an alias stands for, and null for nothing', async (t) => {
  t.equal(print('a: &x {k: 1}\nb: *x\n? c\n', { line: '', step: '', space: '' }), '{"a":{"k":1},"b":{"k":1},"c":null}')
})

import t from 'tap'
import { parseValue } from '../../src/documents/parse-value.ts'
import { printYaml } from '../../src/documents/print-yaml.ts'

t.test('prints a value as YAML', async (t) => {
  t.equal(printYaml({ a: [1, 'on'], b: { c: null } }), 'a:\n  - 1\n  - "on"\nb:\n  c: null')
})

t.test('what it prints is read as it was', async (t) => {
  const value = { 'a: b': '# c', d: ['', 'x\ny', '1e3', true], e: { f: {} } }

  t.strictSame(parseValue(printYaml(value)), { value })
})

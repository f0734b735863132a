import t from 'tap'
import { parseYaml } from '../../src/documents/parse-yaml.ts'

t.test('says what came in place of YAML, and where', async (t) => {
  t.throws(() => parseYaml('a: 1\nb: c: d\n'), {
    name: 'YamlFault',
    message: 'expected YAML, but came b: c: d: Nested mappings are not allowed in compact mappings',
    offset: 8,
  })
  t.throws(() => parseYaml('a: [1,\n'), { message: /^expected YAML, but came the end of the text: / })
})

t.test('quotes no more than the beginning of a long line', async (t) => {
  t.throws(() => parseYaml(`a: ${'long '.repeat(100)}: b\n`), {
    message: /^expected YAML, but came a: (long ){11}l…: Nested mappings/,
  })
})

t.test('names a control character', async (t) => {
  t.throws(() => parseYaml('a: x\u0007\n'), {
    message: 'expected text, but came the control character U+0007',
    offset: 4,
  })
})

t.test('finds nothing in an empty document', async (t) => {
  t.equal(parseYaml('# only a comment\n').root, null)
})

t.test('refuses what is nested too deep, however it is written', async (t) => {
  const texts = ['['.repeat(5000), '- '.repeat(5000), '{a: '.repeat(5000), `${'['.repeat(510)}${']'.repeat(510)}`]

  for (const text of texts)
    t.throws(() => parseYaml(text), { message: 'expected at most 500 levels, but it is nested deeper' })
})

t.test('reads no further than the first error', async (t) => {
  t.throws(() => parseYaml(`%YAML\n---\n${'['.repeat(5000)}`), {
    message: /^expected YAML, but came %YAML: /,
    offset: 0,
  })
})

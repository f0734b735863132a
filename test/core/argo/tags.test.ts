import t from 'tap'
import * as fc from 'fast-check'
import { tagsOf, unbalancedTag } from '../../../src/core/argo/tags.ts'

t.test('gives the trimmed inner text of each tag, in order', async (t) => {
  t.strictSame(tagsOf('{{inputs.parameters.a}}/{{ workflow.name }}'), ['inputs.parameters.a', 'workflow.name'])
})

t.test('keeps the = of an expression tag', async (t) => {
  t.strictSame(tagsOf("a {{=sprig.upper(workflow.name) + '}'}} b"), ["=sprig.upper(workflow.name) + '}'"])
})

t.test('ends a tag at the first }} after its {{, as fasttemplate does', async (t) => {
  t.strictSame(tagsOf('{{a {{b}} c}}'), ['a {{b'])
  t.strictSame(tagsOf('{{{a}}}'), ['{a'])
  t.strictSame(tagsOf('{{}}'), [''])
})

t.test('finds no tag where there is none', async (t) => {
  for (const text of ['', 'plain', '{ {a} }', '}} {', '${A}']) t.strictSame(tagsOf(text), [], text)
})

t.test('gives the tags before one that does not end', async (t) => {
  t.strictSame(tagsOf('{{a}} {{b'), ['a'])
})

t.test('gives the text from a {{ without }} on', async (t) => {
  t.equal(unbalancedTag('a {{b'), '{{b')
  t.equal(unbalancedTag('{{a}} {{b} }'), '{{b} }')
  t.equal(unbalancedTag('}}{{'), '{{')
})

t.test('finds nothing unbalanced where each {{ has its }}', async (t) => {
  for (const text of ['', '{{a}}', '}}', '{{a}} }} {{b}}', '{']) t.equal(unbalancedTag(text), undefined, text)
})

t.test('finds every tag in any text, or the one that does not end', async (t) => {
  const pieces = fc.array(fc.constantFrom('{', '}', '{{', '}}', 'a', '=', ' '), { maxLength: 20 })

  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      const inner = Array.from(text.matchAll(/\{\{(.*?)\}\}/gu), ([, tag = '']) => tag.trim())
      const opening = /\{\{.*$/u.exec(text.replaceAll(/\{\{.*?\}\}/gu, '\n'))?.[0]

      return JSON.stringify([tagsOf(text), unbalancedTag(text)]) === JSON.stringify([inner, opening])
    }),
  )
  t.pass('agrees with a regular expression')
})

import t from 'tap'
import type { Document } from 'yaml'
import { Composer, Parser } from 'yaml'
import { stopAtFirstError } from '../../src/documents/stop-at-first-error.ts'

function compose(text: string): readonly Document.Parsed[] {
  const composer = new Composer({ schema: 'failsafe' })
  stopAtFirstError(composer)
  return [...composer.compose(new Parser().parse(text), true, text.length)]
}

t.test('throws the first of several errors, as deep as it is', async (t) => {
  const text = '- [&a &b c, {d: &e &f g}]\n'
  const [first] = new Composer().compose(new Parser().parse(text))

  t.equal(first?.errors.length, 2)
  t.throws(() => compose(text), {
    name: 'YAMLParseError',
    pos: first?.errors[0]?.pos,
    message: first?.errors[0]?.message,
  })
})

t.test('throws what is wrong with a directive', async (t) => {
  t.throws(() => compose('%YAML\n---\na: b\n'), { name: 'YAMLParseError', code: 'BAD_DIRECTIVE' })
})

t.test('says nothing of what is only odd', async (t) => {
  const text = '%odd\n---\na: b\n'
  const [usual] = new Composer().compose(new Parser().parse(text))
  t.equal(usual?.warnings.length, 1)

  const [document, ...others] = compose(text)

  t.strictSame([document?.toJS(), document?.warnings, others], [{ a: 'b' }, [], []])
})

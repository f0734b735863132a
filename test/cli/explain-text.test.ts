import t from 'tap'
import { printExplanation } from '../../src/cli/explain-text.ts'
import type { ExplainedDecision, Explanation } from '../../src/core/explain.ts'

const OBJECT = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', namespace: 'demo', name: 'hello-' }
const NOTHING: Explanation = {
  object: OBJECT,
  outcome: 'unchanged',
  reason: null,
  message: null,
  settings: 'a1b2c3d4',
  decisions: [],
  warnings: [],
  patch: [],
}

function print(explanation: Partial<Explanation>): string {
  return printExplanation({ ...NOTHING, ...explanation }, 'hello.yaml', (_format, text) => text)
}

function decision(more: Partial<ExplainedDecision>): ExplainedDecision {
  return {
    setting: 'priority',
    key: 'priority',
    path: '/spec/priority',
    decision: 'injected',
    reason: 'absent',
    message: 'not set; the default is 5',
    value: 5,
    source: { layer: 'built-in' },
    ...more,
  }
}

function source(from: ExplainedDecision['source']): string {
  return print({ decisions: [decision({ source: from })] })
}

function kept(name: string, message: string): ExplainedDecision {
  return decision({ key: `templates[${name}].container.image`, decision: 'kept', reason: 'user-set', message })
}

t.test('prints the outcome, then the decisions in groups, then the warnings', async (t) => {
  const decisions = [
    decision({ decision: 'skipped', reason: 'name-taken', message: 'the name a is taken', key: 'volumes' }),
    decision({}),
    decision({ decision: 'kept', reason: 'user-set', message: 'the user set 7' }),
  ]

  t.equal(
    print({ outcome: 'patched', decisions, warnings: ['look twice'] }),
    `Workflow demo/hello- (hello.yaml)
  patched: 1 injected, 1 kept, 1 skipped

  injected, as the object does not set them
    priority: 5 (priority, built-in)

  kept, as the object sets them: no default here
    priority: the user set 7 (priority, built-in)

  skipped: the default would do harm, has no place, or was asked to stay away
    volumes: the name a is taken (priority, built-in)

  warnings
    look twice
`,
  )
})

t.test('says what became of the object', async (t) => {
  const message = 'because of this'

  t.match(print({ outcome: 'unchanged' }), '\n  unchanged: 0 injected, 0 kept, 0 skipped\n')
  t.match(
    print({ outcome: 'audited' }),
    '\n  audited, which changes nothing; what it would be: 0 injected, 0 kept, 0 skipped\n',
  )
  t.match(print({ outcome: 'skipped', message }), '\n  left alone: because of this\n')
  t.match(print({ outcome: 'denied', message }), '\n  denied: because of this\n')
})

t.test('says where a value comes from', async (t) => {
  t.match(source({ layer: 'file' }), '(priority, settings file)')
  t.match(source({ layer: 'profile', name: 'gpu', by: 'namespace' }), '(priority, profile gpu of the Namespace)')
  t.match(source({ layer: 'namespace' }), '(priority, annotation of the Namespace)')
  t.match(source({ layer: 'object' }), '(priority, annotation of the object)')
})

t.test('shortens long values, and says what a value takes the place of', async (t) => {
  t.match(
    print({ decisions: [decision({ value: { text: 'x'.repeat(100) } })] }),
    `priority: {text: ${'x'.repeat(64)}… (`,
  )
  t.match(
    print({ decisions: [decision({ reason: 'null', message: 'was null, which sets nothing; the default is 5' })] }),
    'priority: 5, as it was null, which sets nothing (',
  )
})

t.test('says once what many templates have set', async (t) => {
  t.match(
    print({ decisions: [kept('a', 'the user set x'), kept('b', 'the user set x')] }),
    'templates[a, b].container.image: the user set x (',
  )
  t.match(
    print({ decisions: [kept('a', 'the user set x'), kept('b', 'the user set y')] }),
    'templates[a, b].container.image: the user set x, and so on (',
  )
})

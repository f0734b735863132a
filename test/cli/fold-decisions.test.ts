import t from 'tap'
import { foldDecisions } from '../../src/cli/fold-decisions.ts'
import type { ExplainedDecision } from '../../src/core/explain.ts'

function decision(key: string, more: Partial<ExplainedDecision> = {}): ExplainedDecision {
  return {
    setting: 'defaultContainerImage',
    key,
    path: '',
    decision: 'injected',
    reason: 'absent',
    message: '',
    value: 'busybox',
    source: { layer: 'built-in' },
    ...more,
  }
}

function image(name: string): ExplainedDecision {
  return decision(`templates[${name}].container.image`)
}

function fold(...decisions: readonly ExplainedDecision[]): readonly string[] {
  return foldDecisions(decisions).map(({ key }) => key)
}

t.test('names the templates of decisions that are alike', async (t) => {
  t.strictSame(fold(image('a')), ['templates[a].container.image'])
  t.strictSame(fold(image('a'), image('b')), ['templates[a, b].container.image'])
  t.strictSame(fold(...['a', 'b', 'c', 'd'].map(image)), ['templates[a, b, c, d].container.image'])
  t.strictSame(fold(...Array.from({ length: 50 }, (_, index) => image(`t${index}`))), [
    'templates[t0, t1, t2 and 47 more].container.image',
  ])
})

t.test('keeps apart what differs in anything but its place', async (t) => {
  const keys = fold(
    decision('templates[a].container.image'),
    decision('templates[b].container.image', { value: 'alpine' }),
    decision('templates[c].script.image'),
    decision('templates[d].container.image', { decision: 'kept' }),
    decision('templates[e].container.image', { reason: 'null' }),
    decision('templates[f].container.image', { setting: 'commonEnv' }),
    decision('templates[g].container.image', { source: { layer: 'file' } }),
  )

  t.equal(keys.length, 7)
})

t.test('names tasks, steps and containers', async (t) => {
  t.strictSame(
    fold(
      decision('templates[d].dag.tasks[a].inline.container.image'),
      decision('templates[d].dag.tasks[b].inline.container.image'),
      decision('templates[s].containerSet.containers[a].image'),
      decision('templates[s].containerSet.containers[b].image'),
      decision('templates[s].steps[0][a].inline.container.image'),
      decision('templates[s].steps[1][b].inline.container.image'),
    ),
    [
      'templates[d].dag.tasks[a, b].inline.container.image',
      'templates[s].containerSet.containers[a, b].image',
      'templates[s].steps[0, 1][a, b].inline.container.image',
    ],
  )
})

t.test('brings the same label of several places together, and no two labels', async (t) => {
  t.strictSame(
    fold(
      decision('metadata.labels[a]'),
      decision('podMetadata.labels[a]'),
      decision('workflowMetadata.labels[a]'),
      decision('metadata.labels[b]'),
    ),
    ['{metadata, podMetadata, workflowMetadata}.labels[a]', 'metadata.labels[b]'],
  )
})

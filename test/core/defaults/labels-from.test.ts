import t from 'tap'
import { decideWith } from '../../helpers/decided.ts'
import { workflow, workflowTemplate } from '../../helpers/objects.ts'

const ARGUMENTS = {
  parameters: [
    { name: 'ref', value: 'main' },
    { name: 'git-ref', value: 'main' },
  ],
}

t.test('labels Workflows by their parameters', async (t) => {
  const { find, patch } = decideWith({ labelsFromParameters: ['ref'] }, workflow({ arguments: ARGUMENTS }))

  t.match(find('workflowMetadata.labelsFrom[ref]'), {
    setting: 'labelsFromParameters',
    decision: 'injected',
    source: { layer: 'file' },
  })
  t.strictSame(patch, [
    {
      op: 'add',
      path: '/spec/workflowMetadata',
      value: { labelsFrom: { ref: { expression: 'workflow.parameters.ref' } } },
    },
  ])
})

t.test('puts a name into brackets that cannot follow a dot', async (t) => {
  const { find } = decideWith({ labelsFromParameters: ['git-ref'] }, workflow({ arguments: ARGUMENTS }))

  t.strictSame(find('workflowMetadata.labelsFrom[git-ref]')?.value, { expression: "workflow.parameters['git-ref']" })
})

t.test('labels Workflows by expressions', async (t) => {
  const { find } = decideWith({ labelsFrom: { 'example.com/by': 'workflow.name' } }, workflowTemplate())

  t.match(find('workflowMetadata.labelsFrom[example.com/by]'), {
    setting: 'labelsFrom',
    path: '/spec/workflowMetadata/labelsFrom/example.com~1by',
    value: { expression: 'workflow.name' },
  })
})

t.test('the expression for a label wins over the parameter of its name', async (t) => {
  const { find } = decideWith(
    { labelsFromParameters: ['ref'], labelsFrom: { ref: "'x'" } },
    workflow({ arguments: ARGUMENTS }),
  )

  t.match(find('workflowMetadata.labelsFrom[ref]'), { setting: 'labelsFrom', value: { expression: "'x'" } })
})

t.test('not where the object does not define the parameter: Argo fails such Workflows (H16.6)', async (t) => {
  const settings = {
    labelsFromParameters: ['missing'],
    labelsFrom: {
      a: 'workflow.parameters.gone',
      b: "workflow.parameters['go-ne']",
      c: 'workflow.parameters["gone"]',
      d: "workflow.parameters.ref + workflow.parameters[ 'gone' ]",
      e: "workflow.parameters.ref + workflow.parameters['git-ref']",
    },
  }

  const { reasons, find } = decideWith(settings, workflow({ arguments: ARGUMENTS }))

  t.strictSame(reasons, {
    'workflowMetadata.labelsFrom[missing]': 'skipped/parameter-undefined',
    'workflowMetadata.labelsFrom[a]': 'skipped/parameter-undefined',
    'workflowMetadata.labelsFrom[b]': 'skipped/parameter-undefined',
    'workflowMetadata.labelsFrom[c]': 'skipped/parameter-undefined',
    'workflowMetadata.labelsFrom[d]': 'skipped/parameter-undefined',
    'workflowMetadata.labelsFrom[e]': 'injected/absent',
  })
  t.match(find('workflowMetadata.labelsFrom[b]')?.message, 'the parameter go-ne')
})

t.test('a parameter that is passed through is defined', async (t) => {
  const settings = { labelsFromParameters: ['stage'], passthroughParameters: [{ name: 'stage', default: 'prod' }] }

  t.equal(decideWith(settings, workflow()).reasons['workflowMetadata.labelsFrom[stage]'], 'injected/absent')
})

t.test('keeps a label that the user set in any of the places that give it', async (t) => {
  const settings = { labelsFromParameters: ['ref'] }
  const labelled = { arguments: ARGUMENTS, workflowMetadata: { labels: { ref: 'mine' } } }
  const computed = { arguments: ARGUMENTS, workflowMetadata: { labelsFrom: { ref: { expression: 'mine' } } } }
  const own = { generateName: 'a-', labels: { ref: 'mine' } }
  const key = 'workflowMetadata.labelsFrom[ref]'

  t.strictSame(decideWith(settings, workflow(labelled)).reasons, { [key]: 'kept/set-elsewhere' })
  t.strictSame(decideWith(settings, workflow(computed)).reasons, { [key]: 'kept/user-set' })
  t.strictSame(decideWith(settings, workflow({ arguments: ARGUMENTS }, own)).reasons, { [key]: 'kept/set-elsewhere' })
  t.match(decideWith(settings, workflow(labelled)).find(key)?.message, 'workflowMetadata.labels[ref]')
  t.match(
    decideWith(settings, workflow({ arguments: ARGUMENTS }, own)).find(key)?.message,
    'set at metadata.labels[ref]',
  )
})

t.test("a template's own label is not that of its Workflows", async (t) => {
  const object = workflowTemplate({ arguments: ARGUMENTS }, { labels: { ref: 'mine' } })

  t.strictSame(decideWith({ labelsFromParameters: ['ref'] }, object).reasons, {
    'workflowMetadata.labelsFrom[ref]': 'injected/absent',
  })
})

import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import {
  clusterWorkflowTemplate,
  containerWorkflow,
  cronWorkflow,
  workflow,
  workflowTemplate,
} from '../../helpers/objects.ts'
import { NOTHING, settingsOf } from '../../helpers/settings.ts'

const SETTINGS = { passthroughParameters: [{ name: 'stage', default: 'prod' }] }
const INPUT = { name: 'stage', default: '{{workflow.parameters.stage}}' }
const ARGUMENT = { name: 'stage', value: '{{inputs.parameters.stage}}' }

t.test("goes from the workflow's arguments down to every template (R9)", async (t) => {
  const templates = [
    { name: 'dag', dag: { tasks: [{ name: 't', template: 'leaf' }] } },
    { name: 'steps', steps: [[{ name: 's', inline: { script: { image: 'i', source: 'x' } } }]] },
    { name: 'leaf', container: { image: 'i' } },
  ]

  const { after } = decideWith(SETTINGS, workflow({ templates }))

  const inputs = { parameters: [INPUT] }
  const args = { parameters: [ARGUMENT] }
  t.strictSame(
    after,
    workflow({
      templates: [
        { name: 'dag', inputs, dag: { tasks: [{ name: 't', template: 'leaf', arguments: args }] } },
        {
          name: 'steps',
          inputs,
          steps: [[{ name: 's', inline: { inputs, script: { image: 'i', source: 'x' } }, arguments: args }]],
        },
        { name: 'leaf', inputs, container: { image: 'i' } },
      ],
      arguments: { parameters: [{ name: 'stage', value: 'prod' }] },
    }),
  )
})

t.test('says of each where it comes from', async (t) => {
  const settings = settingsOf(NOTHING, { profile: 'p', profiles: { p: SETTINGS } })

  const { decisions } = decideUnder(settings, containerWorkflow())

  t.equal(decisions.length, 2)
  for (const { setting, source } of decisions)
    t.strictSame([setting, source], ['passthroughParameters', { layer: 'profile', name: 'p', by: 'file' }])
})

t.test(
  'a Workflow, a CronWorkflow and a template need a value, beside which a template keeps the default (H8.2)',
  async (t) => {
    const parameter = { name: 'stage', default: 'prod', description: 'd', enum: ['prod', 'test'] }
    const settings = { passthroughParameters: [parameter] }
    const key = 'arguments.parameters[stage]'
    const { default: value, ...rest } = parameter

    t.strictSame(decideWith(settings, workflowTemplate()).find(key)?.value, { ...parameter, value })
    t.strictSame(decideWith(settings, clusterWorkflowTemplate()).find(key)?.value, { ...parameter, value })
    t.strictSame(decideWith(settings, workflow()).find(key)?.value, { ...rest, value })
    t.strictSame(decideWith(settings, cronWorkflow()).find(key)?.value, { ...rest, value })
  },
)

t.test('a value of its own stays, beside the default', async (t) => {
  const parameter = { name: 'stage', default: 'prod', value: 'test' }

  t.strictSame(
    decideWith({ passthroughParameters: [parameter] }, workflow()).find('arguments.parameters[stage]')?.value,
    parameter,
  )
})

t.test('without either, a Workflow gets none of it, and a warning (R9)', async (t) => {
  const settings = { passthroughParameters: [{ name: 'stage' }] }
  const templates = [{ name: 'main', container: { image: 'i' } }]

  for (const object of [workflow({ templates }), cronWorkflow({ templates })]) {
    const { reasons, warnings, patch } = decideWith(settings, object)

    t.strictSame(reasons, { 'arguments.parameters[stage]': 'skipped/parameter-without-value' })
    t.match(warnings, [/^arguments\.parameters\[stage\] left out: /u])
    t.strictSame(patch, [])
  }
  t.equal(
    decideWith(settings, workflowTemplate({ templates })).reasons['arguments.parameters[stage]'],
    'injected/absent',
  )
})

t.test('gives none whose value is not in its enum, which Argo would refuse, and a warning (H8.2)', async (t) => {
  const settings = { passthroughParameters: [{ name: 'stage', default: '{{workflow.name}}', enum: ['test'] }] }
  const templates = [{ name: 'main', container: { image: 'i' } }]

  for (const object of [workflow({ templates }), workflowTemplate({ templates })]) {
    const { reasons, warnings, patch } = decideWith(settings, object)

    t.strictSame(reasons, { 'arguments.parameters[stage]': 'skipped/value-not-in-enum' })
    t.match(warnings, [/^arguments\.parameters\[stage\] left out: /u])
    t.strictSame(patch, [])
  }
})

t.test('gives no input where an argument of the user without a value would take its default away (H8.4)', async (t) => {
  const templates = ['main', 'bye', 'other'].map((name) => ({ name, container: { image: 'i' } }))
  const spec = {
    entrypoint: 'main',
    onExit: 'bye',
    templates,
    arguments: { parameters: [{ name: 'stage', default: 'x' }] },
  }
  const inputsIn = (object: object): readonly (string | undefined)[] => {
    const { reasons } = decideWith(SETTINGS, object)
    return templates.map(({ name }) => reasons[`templates[${name}].inputs.parameters[stage]`])
  }

  const [skipped, injected] = ['skipped/parameter-without-value', 'injected/absent']
  t.strictSame(inputsIn(workflow(spec)), [skipped, skipped, injected])
  t.strictSame(inputsIn(workflowTemplate(spec)), [injected, skipped, injected])
  for (const filled of [{ value: '' }, { valueFrom: {} }]) {
    const given = { parameters: [{ name: 'stage', ...filled }] }
    t.strictSame(inputsIn(workflow({ ...spec, arguments: given })), [injected, injected, injected])
  }
})

t.test('nor where its own argument in a template has no value (H8.4)', async (t) => {
  const templates = ['main', 'bye'].map((name) => ({ name, container: { image: 'i' } }))
  const spec = { entrypoint: 'main', onExit: 'bye', templates }

  const { reasons } = decideWith({ passthroughParameters: [{ name: 'stage' }] }, workflowTemplate(spec))

  t.equal(reasons['templates[bye].inputs.parameters[stage]'], 'skipped/parameter-without-value')
  t.equal(reasons['templates[main].inputs.parameters[stage]'], 'injected/absent')
})

t.test("keeps the user's, in each list where there is one of the name (H8.1)", async (t) => {
  const templates = [
    {
      name: 'dag',
      inputs: { parameters: [{ name: 'stage' }] },
      dag: { tasks: [{ name: 't', template: 'x', arguments: { parameters: [{ name: 'stage', value: 'mine' }] } }] },
    },
  ]

  const object = workflow({ arguments: { parameters: [{ name: 'stage', value: 'mine' }] }, templates })

  t.strictSame(decideWith(SETTINGS, object).reasons, {
    'arguments.parameters[stage]': 'kept/user-set',
    'templates[dag].inputs.parameters[stage]': 'kept/user-set',
    'templates[dag].dag.tasks[t].arguments.parameters[stage]': 'kept/user-set',
  })
})

t.test('is appended to the parameters that are there (H8.11)', async (t) => {
  const object = workflow({ arguments: { parameters: [{ name: 'a', value: '1' }] }, templates: [] })

  t.strictSame(decideWith(SETTINGS, object).patch, [
    { op: 'add', path: '/spec/arguments/parameters/-', value: { name: 'stage', value: 'prod' } },
  ])
})

t.test('does not go into suspend templates, which show their inputs to people (H8.10)', async (t) => {
  const { reasons } = decideWith(SETTINGS, workflow({ templates: [{ name: 'wait', suspend: {} }] }))

  t.strictSame(reasons, { 'arguments.parameters[stage]': 'injected/absent' })
})

t.test('nor into an exit hook without arguments, which has those of the workflow (H8.5)', async (t) => {
  const hooks = {
    exit: { template: 'x' },
    running: { template: 'x', expression: 'e' },
  }
  const templates = [{ name: 'dag', dag: { tasks: [{ name: 't', template: 'x', hooks }] } }]

  const { after, decisions } = decideWith(SETTINGS, workflow({ templates }))

  t.match(after, {
    spec: {
      templates: [
        {
          dag: {
            tasks: [
              {
                hooks: {
                  exit: { template: 'x', arguments: undefined },
                  running: { arguments: { parameters: [ARGUMENT] } },
                },
              },
            ],
          },
        },
      ],
    },
  })
  t.match(
    decisions.find(({ reason }) => reason === 'inherits-arguments'),
    { decision: 'skipped', path: '/spec/templates/0/dag/tasks/0/hooks/exit/arguments/parameters/-' },
  )
})

t.test('but into one that has some already', async (t) => {
  const given = [{ parameters: [{ name: 'a', value: '1' }] }, { artifacts: [{ name: 'b', from: '{{x}}' }] }]

  for (const args of given) {
    const hooks = { exit: { template: 'x', arguments: args } }
    const templates = [{ name: 'dag', dag: { tasks: [{ name: 't', template: 'x', hooks }] } }]

    const { patch } = decideWith(SETTINGS, workflow({ templates }))

    t.ok(patch.some((operation) => JSON.stringify(operation).includes('/hooks/exit/arguments/parameters')))
  }
})

t.test('an exit hook whose arguments are empty has those of the workflow too (H8.5)', async (t) => {
  for (const args of [{}, null, { parameters: [] }, { parameters: [], artifacts: [] }]) {
    const hooks = { exit: { template: 'x', arguments: args } }
    const templates = [{ name: 'dag', dag: { tasks: [{ name: 't', template: 'x', hooks }] } }]

    const { patch } = decideWith(SETTINGS, workflow({ templates }))

    t.notOk(
      patch.some((operation) => JSON.stringify(operation).includes('/hooks/')),
      JSON.stringify(args),
    )
  }
})

t.test(
  'nor into a template around an inline one that declares the same input, which would be taken over (H8.6)',
  async (t) => {
    const inline = { inputs: { parameters: [{ name: 'stage' }] }, container: { image: 'i' } }
    const templates = [{ name: 'dag', dag: { tasks: [{ name: 't', inline }] } }]

    const { reasons, find } = decideWith(SETTINGS, workflow({ templates }))

    t.strictSame(reasons, {
      'arguments.parameters[stage]': 'injected/absent',
      'templates[dag].inputs.parameters[stage]': 'skipped/input-captured',
      'templates[dag].dag.tasks[t].inline.inputs.parameters[stage]': 'kept/user-set',
      'templates[dag].dag.tasks[t].arguments.parameters[stage]': 'skipped/tag-unresolved',
    })
    t.match(find('templates[dag].inputs.parameters[stage]')?.message, 'templates[dag].dag.tasks[t].inline')
  },
)

t.test('however deep that lies', async (t) => {
  const inner = { inputs: { parameters: [{ name: 'stage' }] }, container: { image: 'i' } }
  const inline = { dag: { tasks: [{ name: 'u', inline: inner }] } }
  const templates = [{ name: 'steps', steps: [[{ name: 's', inline }]] }]

  const { reasons } = decideWith(SETTINGS, workflow({ templates }))

  t.equal(reasons['templates[steps].inputs.parameters[stage]'], 'skipped/input-captured')
  t.equal(reasons['templates[steps].steps[0][s].inline.inputs.parameters[stage]'], 'skipped/input-captured')
})

t.test('one may name another in a tag, whatever their order', async (t) => {
  const settings = {
    passthroughParameters: [
      { name: 'url', default: 'https://{{workflow.parameters.host}}' },
      { name: 'host', default: 'example.com' },
    ],
  }

  t.strictSame(decideWith(settings, workflow()).reasons, {
    'arguments.parameters[url]': 'injected/absent',
    'arguments.parameters[host]': 'injected/absent',
  })
})

t.test('but not one that is not there', async (t) => {
  const settings = {
    passthroughParameters: [
      { name: 'a', default: '{{workflow.parameters.b}}' },
      { name: 'b', default: '{{workflow.parameters.c}}' },
      { name: 'c' },
    ],
  }

  t.strictSame(decideWith(settings, workflow()).reasons, {
    'arguments.parameters[a]': 'skipped/tag-unresolved',
    'arguments.parameters[b]': 'skipped/tag-unresolved',
    'arguments.parameters[c]': 'skipped/parameter-without-value',
  })
})

t.test('reaches nothing where the workflow has no place for arguments', async (t) => {
  const settings = { ...SETTINGS, labelsFromParameters: ['stage'] }

  const { reasons, patch, find } = decideWith(settings, containerWorkflow({ image: 'i' }, {}, { arguments: [] }))

  t.strictSame(reasons, {
    'arguments.parameters[stage]': 'skipped/malformed',
    'workflowMetadata.labelsFrom[stage]': 'skipped/parameter-undefined',
  })
  t.match(find('arguments.parameters[stage]')?.message, /^arguments is not of the shape/u)
  t.strictSame(patch, [])
})

t.test('names the list of parameters where that is none', async (t) => {
  const { find } = decideWith(SETTINGS, containerWorkflow({ image: 'i' }, {}, { arguments: { parameters: {} } }))

  t.match(find('arguments.parameters[stage]')?.message, /^arguments\.parameters is not of the shape/u)
})

t.test('reaches the other templates where one has no place for inputs', async (t) => {
  const templates = [
    { name: 'odd', inputs: 'text', dag: { tasks: [{ name: 't', template: 'x' }] } },
    { name: 'leaf', container: { image: 'i' } },
  ]

  const { reasons } = decideWith(SETTINGS, workflow({ templates }))

  t.equal(reasons['templates[odd].inputs.parameters[stage]'], 'skipped/malformed')
  t.equal(reasons['templates[odd].dag.tasks[t].arguments.parameters[stage]'], 'skipped/tag-unresolved')
  t.equal(reasons['templates[leaf].inputs.parameters[stage]'], 'injected/absent')
})

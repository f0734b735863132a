import t from 'tap'
import type { Kind } from '../../../src/core/argo/kinds.ts'
import { findUnresolvedTag } from '../../../src/core/argo/tag-scope.ts'
import type { Template } from '../../../src/core/argo/templates.ts'
import type { Json } from '../../../src/core/json.ts'
import { ownList, ownPath, ownText } from '../../../src/core/json.ts'
import { partsOf } from '../../helpers/spec-parts.ts'

/** The ways to loop. */
const LOOPS = ['withItems', 'withParam', 'withSequence']

const INPUTS: Json = { parameters: [{ name: 'own' }], artifacts: [{ name: 'src', path: '/src' }] }
const ONCE: Json = { name: 'once', inline: { name: 'once', inputs: INPUTS, container: {} } }

const SPEC: Json = {
  priority: 5,
  templates: [
    {
      name: 'leaf',
      inputs: {
        parameters: [{ name: 'ref' }, { name: 'a.b' }],
        artifacts: [{ path: '/nameless' }, { name: 'src', path: '/src' }, { name: 'raw' }],
      },
      container: {},
    },
    { name: 'outer', inputs: { parameters: [{ name: 'ref' }] }, dag: { tasks: [...LOOPS.map(toTask), ONCE] } },
    { name: 'wait', suspend: {} },
  ],
}

t.test('what every Workflow has resolves everywhere (H7.2)', async (t) => {
  const tags = [
    'workflow.name',
    'workflow.namespace',
    'workflow.uid',
    'workflow.serviceAccountName',
    'workflow.mainEntrypoint',
    'workflow.creationTimestamp',
    'workflow.creationTimestamp.RFC3339',
    'workflow.creationTimestamp.Y',
    'workflow.labels.json',
    'workflow.annotations.json',
    'workflow.status',
    'workflow.duration',
  ]

  for (const tag of tags) {
    t.ok(resolves(tag), tag)
    t.ok(resolves(tag, 'leaf'), `${tag} in a template`)
  }
})

t.test('a parameter of the workflow resolves where the workflow has it', async (t) => {
  t.ok(resolves('workflow.parameters.stage'))
  t.notOk(resolves('workflow.parameters.other'))
  t.notOk(resolves('workflow.parameters.constructor'))
})

t.test('all parameters of the workflow together resolve where it has one', async (t) => {
  for (const tag of ['workflow.parameters', 'workflow.parameters.json', '=workflow.parameters.json']) {
    t.ok(resolves(tag, 'leaf'), tag)
    t.notOk(resolves(tag, 'leaf', { parameters: [] }), `${tag} without any`)
  }
})

t.test('labels and annotations resolve where the Workflow has them', async (t) => {
  t.ok(resolves('workflow.labels.team'))
  t.ok(resolves('workflow.labels.example.com/part'))
  t.ok(resolves('workflow.annotations.note'))
  for (const tag of ['workflow.labels.other', 'workflow.annotations.team', 'workflow.labels.constructor'])
    t.notOk(resolves(tag), tag)
})

t.test('the labels of a template are not those of the Workflows that come of it', async (t) => {
  for (const kind of ['WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow'] as const)
    t.notOk(resolves('workflow.labels.team', undefined, { kind }), kind)
})

t.test('the priority resolves where the spec sets one', async (t) => {
  t.ok(resolves('workflow.priority'))
  t.notOk(resolves('workflow.priority', undefined, { spec: {} }))
})

t.test('nothing else of the workflow resolves', async (t) => {
  for (const tag of [
    'workflow',
    'workflow.',
    'workflow.scheduledTime',
    'workflow.outputs.parameters.a',
    'workflow.failures',
  ])
    t.notOk(resolves(tag), tag)
})

t.test('an input resolves in a template that has it', async (t) => {
  t.ok(resolves('inputs.parameters.ref', 'leaf'))
  t.ok(resolves('inputs.parameters.a.b', 'leaf'), 'dots and all')
  t.ok(resolves('inputs.parameters', 'leaf'), 'and all of them together in any')
  for (const tag of ['inputs.parameters.other', 'inputs', 'inputs.other.ref']) t.notOk(resolves(tag, 'leaf'), tag)
  t.notOk(resolves('inputs.parameters.ref', 'wait'))
})

t.test('the path of an input artifact resolves where it has one', async (t) => {
  t.ok(resolves('inputs.artifacts.src.path', 'leaf'))
  for (const tag of [
    'inputs.artifacts.raw.path',
    'inputs.artifacts.other.path',
    'inputs.artifacts.src',
    'inputs.artifacts',
  ])
    t.notOk(resolves(tag, 'leaf'), tag)
})

t.test('no input resolves outside of a template', async (t) => {
  for (const tag of ['inputs.parameters.ref', 'inputs.parameters', 'inputs.artifacts.src.path'])
    t.notOk(resolves(tag), tag)
})

t.test("a pod's name resolves where there is a pod", async (t) => {
  t.ok(resolves('pod.name', 'leaf'))
  t.notOk(resolves('pod.name', 'outer'))
  t.notOk(resolves('pod.name', 'wait'))
  t.notOk(resolves('pod.name'))
  t.notOk(resolves('pod.other', 'leaf'))
})

t.test('what belongs to a single call resolves nowhere', async (t) => {
  for (const tag of ['item', 'item.a', 'steps.a.outputs.result', 'tasks.a.status', 'outputs.parameters.a'])
    for (const name of [undefined, 'leaf', 'outer']) t.notOk(resolves(tag, name), `${tag} in ${name ?? 'the workflow'}`)
})

t.test('what Argo does not insist on may stay as it is', async (t) => {
  for (const tag of ['retries', 'lastRetry.exitCode', 'node.name', 'anything', '', 'workflows.name', 'itemised'])
    t.ok(resolves(tag, 'leaf'), tag)
})

t.test('in a loop, an inline template has only the inputs that its caller has too (H7.3)', async (t) => {
  for (const loop of LOOPS) {
    t.ok(resolves('inputs.parameters.ref', loop), loop)
    t.notOk(resolves('inputs.parameters.own', loop), loop)
    t.notOk(resolves('pod.name', loop), loop)
    t.ok(resolves('workflow.name', loop), loop)
  }
})

t.test('without one, it has its own', async (t) => {
  t.ok(resolves('inputs.parameters.own', 'once'))
})

t.test('neither a Pod nor the path of an artifact resolves in an inline template (H7.2)', async (t) => {
  t.notOk(resolves('pod.name', 'once'))
  t.notOk(resolves('inputs.artifacts.src.path', 'once'))
})

t.test('of an expression, all variables must resolve', async (t) => {
  t.ok(resolves('=workflow.name'))
  t.ok(resolves("=sprig.upper(workflow.parameters.stage) + workflow.labels['team']"))
  t.ok(resolves("=workflow.parameters['stage']"))
  t.ok(resolves('=workflow.parameters["stage"]'))
  t.ok(resolves("=inputs.parameters['a.b'] + 'x'", 'leaf'))
  t.ok(resolves('=1 + 2'))
  t.ok(resolves('=myitem.steps'), 'a name that only ends like one of them')
  for (const tag of [
    '=workflow.parameters.other',
    "=workflow.parameters['other']",
    '=workflow.name + inputs.parameters.ref',
    '=item',
    '=item.a',
    '=steps.a.status == "x"',
    "=tasks['a'].status",
  ])
    t.notOk(resolves(tag), tag)
})

t.test('gives the first of the tags that does not resolve', async (t) => {
  t.equal(find(['workflow.name', 'item', 'steps.a']), 'item')
  t.equal(find(['workflow.name']), undefined)
  t.equal(find([]), undefined)
})

function toTask(loop: string): Json {
  const inline = { name: loop, inputs: { parameters: [{ name: 'ref' }, { name: 'own' }] }, container: {} }
  return { name: loop, inline, [loop]: loop === 'withItems' ? [1, 2] : {} }
}

interface Surroundings {
  readonly kind?: Kind
  readonly spec?: Json
  readonly parameters?: readonly string[]
}

function resolves(tag: string, name?: string, surroundings: Surroundings = {}): boolean {
  return find([tag], name, surroundings) === undefined
}

function find(
  tags: readonly string[],
  name?: string,
  { kind = 'Workflow', spec = SPEC, parameters = ['stage'] }: Surroundings = {},
): string | undefined {
  const parts = partsOf(spec)
  return findUnresolvedTag(tags, name === undefined ? undefined : parts.template(name), {
    object: { metadata: { labels: { team: 'a', 'example.com/part': 'b' }, annotations: { note: 'c' } } },
    kind,
    spec: parts.spec,
    parameters: new Set(parameters),
    inputsOf,
  })
}

function inputsOf({ value }: Template): ReadonlySet<string> {
  const parameters = ownList(ownPath(value, 'inputs'), 'parameters')
  return new Set(parameters.map((parameter) => ownText(parameter, 'name') ?? ''))
}

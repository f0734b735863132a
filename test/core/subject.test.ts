import t from 'tap'
import type { Kind } from '../../src/core/argo/kinds.ts'
import { createDefault } from '../../src/core/defaults/default.ts'
import { Subject } from '../../src/core/subject.ts'
import { clusterWhere } from '../helpers/clusters.ts'
import type { ArgoObject } from '../helpers/objects.ts'
import { containerWorkflow, cronWorkflow, workflow } from '../helpers/objects.ts'

t.test('knows where the spec lies that the controller runs', async (t) => {
  t.equal(subjectOf(workflow()).spec.path, '/spec')
  t.equal(subjectOf(cronWorkflow(), 'CronWorkflow').spec.path, '/spec/workflowSpec')
  t.equal(subjectOf(cronWorkflow(), 'CronWorkflow').spec.key, '')
})

t.test('knows the templates, the leaves among them, and those that run on Windows', async (t) => {
  const subject = subjectOf(
    workflow({
      templates: [
        { name: 'dag', dag: { tasks: [] } },
        { name: 'a', container: {} },
        { name: 'b', nodeSelector: { 'kubernetes.io/os': 'windows' }, container: {} },
      ],
    }),
  )

  t.strictSame(
    subject.templates.map(({ name }) => name),
    ['dag', 'a', 'b'],
  )
  t.strictSame(
    subject.leaves.map(({ name }) => name),
    ['a', 'b'],
  )
  t.strictSame(
    Array.from(subject.windowsLeaves, ({ name }) => name),
    ['b'],
  )
})

t.test('knows the workload, and the parameters of the workflow', async (t) => {
  const parameters = [{ name: 'a', value: '1' }, { name: 'b' }, { value: '2' }, null]
  const subject = subjectOf(workflow({ arguments: { parameters } }))

  t.equal(subject.workload, 'job')
  t.strictSame([...subject.parameters], ['a', 'b'])
})

t.test('remembers the inputs of a template, those included that it is told of', async (t) => {
  const subject = subjectOf(containerWorkflow({}, { inputs: { parameters: [{ name: 'a' }] } }))
  const [template] = subject.templates
  if (template === undefined) throw new Error('the test has no template')

  subject.inputsOf(template).add('b')

  t.strictSame([...subject.inputsOf(template)], ['a', 'b'])
})

t.test('tells what the user set in the spec', async (t) => {
  const subject = subjectOf(workflow({ archiveLogs: false, podGC: {}, arguments: {}, priority: null }))

  t.ok(subject.hasInSpec('archiveLogs'))
  t.ok(subject.hasInSpec('podGC'))
  for (const field of ['arguments', 'priority', 'parallelism', 'constructor']) t.notOk(subject.hasInSpec(field), field)
})

t.test('gathers decisions, and patches by them', async (t) => {
  const subject = subjectOf(workflow())
  const value = createDefault('priority', { layer: 'file' }, 5)

  const ruling = subject.offer({ place: subject.spec, field: 'priority', value })
  const ofItem = subject.offerItem({ place: subject.spec.list('items'), field: 'a', value })

  t.match(subject.decisions, [
    { ...ruling, place: subject.spec, field: 'priority', default: value },
    { ...ofItem, place: subject.spec.list('items'), field: 'a', default: value },
  ])
  t.equal(
    subject.root.toPatch().join(''),
    '[{"op":"add","path":"/spec/priority","value":5},{"op":"add","path":"/spec/items","value":[5]}]',
  )
})

t.test('knows where a tag resolves', async (t) => {
  const subject = subjectOf(containerWorkflow({}, { inputs: { parameters: [{ name: 'a' }] } }))
  const [template] = subject.templates
  const value = createDefault('commonEnv', { layer: 'file' }, '{{inputs.parameters.a}}')

  t.equal(subject.findTagHarm(value, template), undefined)
  t.strictSame(subject.findTagHarm(value, undefined), { reason: 'tag-unresolved', detail: '{{inputs.parameters.a}}' })
})

t.test('gathers warnings', async (t) => {
  const subject = subjectOf(workflow())

  subject.warn('one')
  subject.warn('two')

  t.strictSame(subject.warnings, ['one', 'two'])
})

function subjectOf(object: ArgoObject, kind: Kind = 'Workflow'): Subject {
  return new Subject({ ...object }, kind, 'demo', clusterWhere('present'))
}

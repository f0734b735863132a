import t from 'tap'
import { findHookedTemplates, hooksOf } from '../../../src/core/argo/hooks.ts'
import type { Task } from '../../../src/core/argo/templates.ts'
import type { Json } from '../../../src/core/json.ts'
import { partsOf } from '../../helpers/spec-parts.ts'

const EXIT = { exit: { template: 'cleanup' } }

t.test('lists the hooks of a task by their names', async (t) => {
  const hooks = { exit: { template: 'a' }, running: { template: 'b', expression: 'e' } }

  t.strictSame(hooksOf(taskWith({ hooks })), [
    { name: 'exit', value: { template: 'a' } },
    { name: 'running', value: { template: 'b', expression: 'e' } },
  ])
})

t.test("lists a hook whose name is one of JavaScript's", async (t) => {
  const hooks = JSON.parse('{"constructor": {"template": "a"}, "__proto__": {"template": "b"}}') as Json

  t.strictSame(
    hooksOf(taskWith({ hooks })).map(({ name, value }) => [name, value['template']]),
    [
      ['constructor', 'a'],
      ['__proto__', 'b'],
    ],
  )
})

t.test('lists nothing where there are no hooks, and none of another shape', async (t) => {
  for (const hooks of [null, {}, [], 'text', { exit: null }, { exit: 'cleanup' }])
    t.strictSame(hooksOf(taskWith({ hooks })), [], JSON.stringify(hooks))
  t.strictSame(hooksOf(taskWith({})), [])
})

t.test("the template of a task with a hook is hooked, and the hook's is too (R7.2)", async (t) => {
  const { template, templates } = partsOf({
    templates: [
      {
        name: 'main',
        dag: {
          tasks: [
            { name: 'a', template: 'work', hooks: EXIT },
            { name: 'b', template: 'free' },
          ],
        },
      },
      ...['work', 'cleanup', 'free'].map((name) => ({ name, container: {} })),
    ],
  })

  const { taskOf } = findHookedTemplates(templates)

  t.equal(taskOf(template('work'))?.place.key, 'templates[main].dag.tasks[a]')
  t.equal(taskOf(template('cleanup'))?.place.key, 'templates[main].dag.tasks[a]')
  t.equal(taskOf(template('free')), undefined)
  t.equal(taskOf(template('main')), undefined, 'what holds the task is not hooked itself')
})

t.test('the older onExit is a hook too', async (t) => {
  const { template, templates } = partsOf({
    templates: [
      { name: 'main', steps: [[{ name: 'a', template: 'work', onExit: 'cleanup' }]] },
      ...['work', 'cleanup'].map((name) => ({ name, container: {} })),
    ],
  })

  const { taskOf } = findHookedTemplates(templates)

  for (const name of ['work', 'cleanup'])
    t.equal(taskOf(template(name))?.place.key, 'templates[main].steps[0][a]', name)
})

t.test('an inline template is hooked where its own task is', async (t) => {
  const { templates } = partsOf({
    templates: [
      {
        name: 'main',
        dag: {
          tasks: [
            { name: 'a', inline: { container: {} }, hooks: EXIT },
            { name: 'b', inline: { container: {} } },
          ],
        },
      },
    ],
  })
  const [, hooked, free] = templates

  const { taskOf } = findHookedTemplates(templates)

  t.equal(hooked && taskOf(hooked)?.place.key, 'templates[main].dag.tasks[a]')
  t.equal(free && taskOf(free), undefined)
})

t.test('an inline template is not the named one of its own name', async (t) => {
  const { templates } = partsOf({
    templates: [
      {
        name: 'main',
        dag: {
          tasks: [
            { name: 'a', template: 'work', hooks: EXIT },
            { name: 'b', inline: { name: 'work', container: {} } },
          ],
        },
      },
    ],
  })
  const [, inline] = templates

  t.equal(inline && findHookedTemplates(templates).taskOf(inline), undefined)
})

t.test('a template without a name is called by nobody', async (t) => {
  const { templates } = partsOf({
    templates: [{ container: {} }, { name: 'main', dag: { tasks: [{ name: 'a', template: '', hooks: EXIT }] } }],
  })
  const [nameless] = templates

  t.equal(nameless && findHookedTemplates(templates).taskOf(nameless), undefined)
})

t.test('what a hooked task reaches in another object cannot be seen', async (t) => {
  const { templates } = partsOf({
    templates: [
      {
        name: 'main',
        dag: {
          tasks: [
            { name: 'a', templateRef: { name: 'lib', template: 't' }, hooks: EXIT },
            { name: 'b', template: 'work', hooks: { exit: { templateRef: { name: 'lib', template: 't' } } } },
            { name: 'c', template: 'work', hooks: EXIT },
            { name: 'd', templateRef: { name: 'lib', template: 't' } },
          ],
        },
      },
    ],
  })

  const { unseen } = findHookedTemplates(templates)

  t.strictSame(
    unseen.map(({ place }) => place.key),
    ['templates[main].dag.tasks[a]', 'templates[main].dag.tasks[b]'],
  )
})

function taskWith(fields: Readonly<Record<string, Json>>): Task {
  const { template } = partsOf({
    templates: [{ name: 'main', dag: { tasks: [{ name: 'a', template: 'x', ...fields }] } }],
  })
  const [task] = template('main').tasks
  if (task === undefined) throw new Error('the test has no task')
  return task
}

import t from 'tap'
import type { Template } from '../../../src/core/argo/templates.ts'
import { partsOf } from '../../helpers/spec-parts.ts'

t.test('lists the templates in their order, each with its type', async (t) => {
  const { templates } = partsOf({
    templates: [
      { name: 'a', container: {} },
      { name: 'b', script: {} },
      { name: 'c', containerSet: {} },
      { name: 'd', resource: {} },
      { name: 'e', data: {} },
      { name: 'f', steps: [] },
      { name: 'g', dag: {} },
      { name: 'h', suspend: {} },
      { name: 'i', http: {} },
      { name: 'j', plugin: {} },
    ],
  })

  t.strictSame(
    templates.map(({ name, type }) => [name, type]),
    [
      ['a', 'container'],
      ['b', 'script'],
      ['c', 'containerSet'],
      ['d', 'resource'],
      ['e', 'data'],
      ['f', 'steps'],
      ['g', 'dag'],
      ['h', 'suspend'],
      ['i', 'http'],
      ['j', 'plugin'],
    ],
  )
})

t.test('a leaf is what runs a pod of its own', async (t) => {
  const types = ['container', 'script', 'containerSet', 'resource', 'data', 'steps', 'dag', 'suspend', 'http', 'plugin']
  const { templates } = partsOf({ templates: types.map((type) => ({ name: type, [type]: {} })) })

  const leaves = templates.filter(({ isLeaf }) => isLeaf).map(({ name }) => name)

  t.strictSame(leaves, ['container', 'script', 'containerSet', 'resource', 'data'])
})

t.test('passes over templates with no type or with several, which Argo refuses', async (t) => {
  const { templates } = partsOf({
    templates: [
      { name: 'none' },
      { name: 'null', container: null },
      { name: 'two', container: {}, suspend: {} },
      { name: 'one', container: {}, script: null },
    ],
  })

  t.strictSame(names(templates), ['one'])
})

t.test('passes over whatever is no template, and keeps the places of the others', async (t) => {
  const { templates } = partsOf({ templates: [null, 'text', ['list'], { name: 'a', suspend: {} }] })

  t.strictSame(
    templates.map(({ place }) => [place.key, place.path]),
    [['templates[a]', '/spec/templates/3']],
  )
})

t.test('finds nothing where templates is no list', async (t) => {
  for (const templates of [undefined, null, {}, 'text', { a: { container: {} } }])
    t.strictSame(partsOf(templates === undefined ? {} : { templates }).templates, [])
})

t.test('lists inline templates after the ones that they lie in, those in inline ones included', async (t) => {
  const { templates } = partsOf({
    templates: [
      {
        name: 'dag',
        dag: {
          tasks: [{ name: 'a', inline: { container: {} } }, { name: 'b', template: 'x' }, { inline: { data: {} } }],
        },
      },
      {
        name: 'steps',
        steps: [
          [{ name: 'c', inline: { dag: { tasks: [{ name: 'd', inline: { script: {} } }] } } }],
          [{ inline: { suspend: {} } }],
        ],
      },
    ],
  })

  t.strictSame(
    templates.map(({ place }) => place.key),
    [
      'templates[dag]',
      'templates[dag].dag.tasks[a].inline',
      'templates[dag].dag.tasks[2].inline',
      'templates[steps]',
      'templates[steps].steps[0][c].inline',
      'templates[steps].steps[0][c].inline.dag.tasks[d].inline',
      'templates[steps].steps[1][0].inline',
    ],
  )
})

t.test('an inline template knows its task, and that its caller', async (t) => {
  const { template, templates } = partsOf({
    templates: [{ name: 'dag', dag: { tasks: [{ name: 'a', inline: { container: {} } }] } }],
  })
  const [, inline] = templates

  t.equal(inline?.task?.caller, template('dag'))
  t.equal(inline?.task?.inline, inline)
  t.equal(template('dag').task, undefined)
})

t.test('lists the tasks of a dag, and the steps of every group', async (t) => {
  const { template } = partsOf({
    templates: [
      { name: 'dag', dag: { tasks: [{ name: 'a', template: 'x' }, null, { name: 'b', inline: 'none' }] } },
      { name: 'steps', steps: [[{ name: 'c' }, { name: 'd' }], null, 'text', { name: 'flat' }, [7, { name: 'e' }]] },
      { name: 'leaf', container: {}, tasks: [{ name: 'f' }] },
      { name: 'odd', dag: { tasks: 'text' } },
    ],
  })
  const keysOf = (name: string): readonly string[] => template(name).tasks.map(({ place }) => place.key)

  t.strictSame(keysOf('dag'), ['templates[dag].dag.tasks[a]', 'templates[dag].dag.tasks[b]'])
  t.strictSame(keysOf('steps'), [
    'templates[steps].steps[0][c]',
    'templates[steps].steps[0][d]',
    'templates[steps].steps[4][e]',
  ])
  t.strictSame(keysOf('leaf'), [])
  t.strictSame(keysOf('odd'), [])
})

t.test("finds the containers that run the user's image (R6.2)", async (t) => {
  const { template } = partsOf({
    templates: [
      {
        name: 'container',
        container: { image: 'i' },
        initContainers: [{ name: 'init' }],
        sidecars: [{ name: 'side' }],
      },
      { name: 'script', script: {} },
      { name: 'set', containerSet: { containers: [{ name: 'a' }, null, {}] } },
      { name: 'resource', resource: {} },
      { name: 'data', data: {} },
      { name: 'http', http: {} },
      { name: 'plugin', plugin: { container: {} } },
    ],
  })
  const keysOf = (name: string): readonly string[] => template(name).containers.map(({ key }) => key)

  t.strictSame(keysOf('container'), ['templates[container].container'])
  t.strictSame(keysOf('script'), ['templates[script].script'])
  t.strictSame(keysOf('set'), [
    'templates[set].containerSet.containers[a]',
    'templates[set].containerSet.containers[2]',
  ])
  for (const name of ['resource', 'data', 'http', 'plugin']) t.strictSame(keysOf(name), [], name)
})

t.test('finds no container where there is none of the right shape', async (t) => {
  const { templates } = partsOf({
    templates: [
      { container: 'text' },
      { script: [] },
      { containerSet: { containers: 'text' } },
      { containerSet: 'text' },
    ],
  })

  t.equal(templates.length, 4)
  for (const { containers } of templates) t.strictSame(containers, [])
})

t.test('a template without a name has none', async (t) => {
  const { templates } = partsOf({
    templates: [{ container: {} }, { name: '', container: {} }, { name: 7, container: {} }],
  })

  t.strictSame(names(templates), [undefined, undefined, undefined])
})

function names(templates: readonly Template[]): readonly (string | undefined)[] {
  return templates.map(({ name }) => name)
}

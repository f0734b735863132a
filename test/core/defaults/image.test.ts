import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { containerWorkflow, workflow } from '../../helpers/objects.ts'
import { settingsOf } from '../../helpers/settings.ts'

const SETTINGS = { defaultContainerImage: 'busybox' }

t.test('gives a container that names no image one', async (t) => {
  const { find, patch } = decideWith(SETTINGS, containerWorkflow({ command: ['ls'] }))

  t.match(find('templates[main].container.image'), {
    setting: 'defaultContainerImage',
    decision: 'injected',
    source: { layer: 'file' },
  })
  t.strictSame(patch, [{ op: 'add', path: '/spec/templates/0/container/image', value: 'busybox' }])
})

t.test('as is built in', async (t) => {
  const { find } = decideUnder(settingsOf({}), containerWorkflow({}))

  t.match(find('templates[main].container.image'), {
    value: 'docker.io/library/busybox:1.36.1',
    source: { layer: 'built-in' },
  })
})

t.test('each container of a containerSet, scripts, and inline templates too (R6.2)', async (t) => {
  const templates = [
    { name: 'set', containerSet: { containers: [{ name: 'a' }, { name: 'b', image: 'mine' }] } },
    { name: 'script', script: { source: 'x' } },
    { name: 'dag', dag: { tasks: [{ name: 't', inline: { container: {} } }] } },
    { name: 'steps', steps: [[{ name: 's', inline: { script: { source: 'x' } } }]] },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    'templates[set].containerSet.containers[a].image': 'injected/absent',
    'templates[set].containerSet.containers[b].image': 'kept/user-set',
    'templates[script].script.image': 'injected/absent',
    'templates[dag].dag.tasks[t].inline.container.image': 'injected/absent',
    'templates[steps].steps[0][s].inline.script.image': 'injected/absent',
  })
})

t.test('but neither sidecars, init containers, nor what runs no image of the user (H4)', async (t) => {
  const templates = [
    { name: 'a', container: { image: 'i' }, sidecars: [{ name: 's' }], initContainers: [{ name: 'n' }] },
    { name: 'b', data: { source: {} } },
    { name: 'c', http: { url: 'u' } },
    { name: 'd', plugin: { p: { container: {} } } },
    { name: 'e', suspend: {} },
  ]

  const { patch } = decideWith(SETTINGS, workflow({ templates }))

  t.strictSame(patch, [])
})

t.test('keeps the image that templateDefaults give (H3.2)', async (t) => {
  const spec = {
    templateDefaults: { container: { image: 'theirs' } },
    templates: [
      { name: 'a', container: {} },
      { name: 'b', script: { source: 'x' } },
      { name: 'c', containerSet: { containers: [{ name: 'm' }] } },
    ],
  }

  t.strictSame(decideWith(SETTINGS, workflow(spec)).reasons, {
    'templates[a].container.image': 'kept/set-elsewhere',
    'templates[b].script.image': 'injected/absent',
    'templates[c].containerSet.containers[m].image': 'injected/absent',
  })
})

t.test('gives no image whose tag does not resolve in the template', async (t) => {
  const settings = { defaultContainerImage: 'busybox:{{inputs.parameters.version}}' }
  const inputs = { parameters: [{ name: 'version' }] }
  const templates = [
    { name: 'a', inputs, container: {} },
    { name: 'b', container: {} },
  ]

  t.strictSame(decideWith(settings, workflow({ templates })).reasons, {
    'templates[a].container.image': 'injected/absent',
    'templates[b].container.image': 'skipped/tag-unresolved',
  })
})

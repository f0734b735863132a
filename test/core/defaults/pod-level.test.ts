import t from 'tap'
import { decideWith } from '../../helpers/decided.ts'
import { workflow } from '../../helpers/objects.ts'

const SETTINGS = { nodeRequirements: { arch: ['arm64'] } }
const WINDOWS = { 'kubernetes.io/os': 'windows' }

t.test('a default of Linux Pods goes to the spec', async (t) => {
  const { reasons } = decideWith(SETTINGS, workflow({ templates: [{ name: 'a', container: { image: 'i' } }] }))

  t.strictSame(reasons, { affinity: 'injected/absent' })
})

t.test('where a template runs on Windows, to each other leaf instead (R10, H16.4)', async (t) => {
  const templates = [
    { name: 'linux', container: { image: 'i' } },
    { name: 'windows', nodeSelector: WINDOWS, container: { image: 'i' } },
    { name: 'steps', steps: [[{ name: 's', template: 'linux' }]] },
    { name: 'wait', suspend: {} },
  ]

  const { reasons, find } = decideWith(SETTINGS, workflow({ templates }))

  t.strictSame(reasons, { affinity: 'skipped/windows', 'templates[linux].affinity': 'injected/absent' })
  t.match(find('affinity')?.message, 'templates[windows]')
})

t.test('unless they have it from somewhere else (R3.5)', async (t) => {
  const templates = [
    { name: 'windows', nodeSelector: WINDOWS, container: { image: 'i' } },
    { name: 'own', affinity: {}, container: { image: 'i' } },
    { name: 'called', container: { image: 'i' } },
    { name: 'steps', affinity: {}, steps: [[{ name: 's', template: 'called' }]] },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    affinity: 'skipped/windows',
    'templates[own].affinity': 'kept/user-set',
    'templates[called].affinity': 'kept/set-elsewhere',
  })
})

t.test('what the user set in the spec stays, Windows or not', async (t) => {
  const templates = [
    { name: 'linux', container: { image: 'i' } },
    { name: 'windows', nodeSelector: WINDOWS, container: { image: 'i' } },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ affinity: {}, templates })).reasons, { affinity: 'kept/user-set' })
})

t.test('a template that is all for Windows gets nothing', async (t) => {
  const templates = [{ name: 'a', container: { image: 'i' } }]

  const { patch } = decideWith(SETTINGS, workflow({ nodeSelector: WINDOWS, templates }))

  t.strictSame(patch, [])
})

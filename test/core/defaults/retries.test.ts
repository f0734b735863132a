import t from 'tap'
import { decideUnder, decideWith } from '../../helpers/decided.ts'
import { containerWorkflow, workflow } from '../../helpers/objects.ts'
import { NOTHING, settingsOf } from '../../helpers/settings.ts'

const SETTINGS = { retryMaxAttempts: 2 }
const KEY = 'templates[main].retryStrategy'
const HOOKS = { exit: { template: 'cleanup' } }

t.test('retries a leaf', async (t) => {
  const { find, patch } = decideWith({ ...SETTINGS, retryPolicy: 'OnError' }, containerWorkflow())

  t.match(find(KEY), { setting: 'retryMaxAttempts', decision: 'injected', source: { layer: 'file' } })
  t.strictSame(patch, [
    { op: 'add', path: '/spec/templates/0/retryStrategy', value: { limit: 2, retryPolicy: 'OnError' } },
  ])
})

t.test('five times within an hour, if nobody says otherwise', async (t) => {
  t.match(decideUnder(settingsOf({}), containerWorkflow()).find(KEY), {
    source: { layer: 'built-in' },
    value: { limit: 5, retryPolicy: 'Always', backoff: { duration: '30s', factor: 2, maxDuration: '3600s' } },
  })
})

t.test('names the setting of the uppermost layer', async (t) => {
  const settings = settingsOf({ ...NOTHING, ...SETTINGS }, { profile: 'p', profiles: { p: { retryPolicy: 'Always' } } })

  t.match(decideUnder(settings, containerWorkflow()).find(KEY), {
    setting: 'retryPolicy',
    source: { layer: 'profile', name: 'p', by: 'file' },
  })
})

t.test('every leaf, inline ones included, and nothing but leaves (R7.1, H5.1)', async (t) => {
  const templates = [
    { name: 'script', script: { image: 'i', source: 'x' } },
    { name: 'set', containerSet: { containers: [{ name: 'main', image: 'i' }] } },
    { name: 'data', data: { source: {} } },
    { name: 'dag', dag: { tasks: [{ name: 't', inline: { container: { image: 'i' } } }] } },
    { name: 'steps', steps: [] },
    { name: 'wait', suspend: {} },
    { name: 'http', http: { url: 'u' } },
    { name: 'plugin', plugin: {} },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    'templates[script].retryStrategy': 'injected/absent',
    'templates[set].retryStrategy': 'injected/absent',
    'templates[data].retryStrategy': 'injected/absent',
    'templates[dag].dag.tasks[t].inline.retryStrategy': 'injected/absent',
  })
})

t.test('a resource template too', async (t) => {
  const templates = [{ name: 'get', resource: { action: 'get' } }]

  t.equal(decideWith(SETTINGS, workflow({ templates })).reasons['templates[get].retryStrategy'], 'injected/absent')
})

t.test('writes the limit as a number, and just the parts that are not turned off', async (t) => {
  t.strictSame(strategyUnder({}), { limit: 2 })
  t.strictSame(strategyUnder({ retryExpression: 'e' }), { limit: 2, expression: 'e' })
  t.strictSame(strategyUnder({ retryBackoffInitialDurationSeconds: 5 }), {
    limit: 2,
    backoff: { duration: '5s', factor: 2 },
  })
  t.strictSame(strategyUnder({ retryBackoffInitialDurationSeconds: 0, retryBackoffMaxDurationSeconds: 60 }), {
    limit: 2,
    backoff: { duration: '0s', factor: 2, maxDuration: '60s' },
  })
  t.strictSame(
    strategyUnder({ retryBackoffMaxDurationSeconds: 60 }),
    { limit: 2 },
    'Argo takes no backoff without a first wait',
  )
})

t.test('retries nothing where there are no attempts (D23)', async (t) => {
  for (const retryMaxAttempts of [0, null])
    t.strictSame(decideWith({ retryMaxAttempts, retryPolicy: 'Always' }, containerWorkflow()).decisions, [])
})

t.test("keeps the user's strategy, from wherever it reaches the template (H5.2)", async (t) => {
  const retryStrategy = {}
  const set = {
    name: 'main',
    containerSet: { retryStrategy: { retries: 1 }, containers: [{ name: 'main', image: 'i' }] },
  }

  t.strictSame(decideWith(SETTINGS, containerWorkflow({ image: 'i' }, { retryStrategy })).reasons, {
    [KEY]: 'kept/user-set',
  })
  for (const [where, object] of [
    ['retryStrategy', containerWorkflow({ image: 'i' }, {}, { retryStrategy })],
    ['templateDefaults.retryStrategy', containerWorkflow({ image: 'i' }, {}, { templateDefaults: { retryStrategy } })],
    ['templates[main].containerSet.retryStrategy', workflow({ templates: [set] })],
  ] as const) {
    const { reasons, find } = decideWith(SETTINGS, object)

    t.strictSame(reasons, { [KEY]: 'kept/set-elsewhere' })
    t.match(find(KEY)?.message, `set at ${where},`)
  }
})

t.test('retries neither the template of a task with a hook, nor the hook (R7.2)', async (t) => {
  const templates = [
    { name: 'main', dag: { tasks: [{ name: 't', template: 'work', hooks: HOOKS }] } },
    { name: 'work', container: { image: 'i' } },
    { name: 'cleanup', container: { image: 'i' } },
    { name: 'free', container: { image: 'i' } },
  ]

  const { reasons, find, warnings } = decideWith(SETTINGS, workflow({ templates }))

  t.strictSame(reasons, {
    'templates[work].retryStrategy': 'skipped/lifecycle-hook',
    'templates[cleanup].retryStrategy': 'skipped/lifecycle-hook',
    'templates[free].retryStrategy': 'injected/absent',
  })
  t.match(find('templates[work].retryStrategy')?.message, 'templates[main].dag.tasks[t]')
  t.strictSame(warnings, [])
})

t.test('what the user retries beside a hook stays', async (t) => {
  const templates = [
    { name: 'main', steps: [[{ name: 's', template: 'work', hooks: HOOKS }]] },
    { name: 'work', retryStrategy: { limit: 9 }, container: { image: 'i' } },
  ]

  t.strictSame(decideWith(SETTINGS, workflow({ templates })).reasons, {
    'templates[work].retryStrategy': 'kept/user-set',
  })
})

t.test('warns of a hooked task that calls what cannot be seen', async (t) => {
  const templateRef = { name: 'lib', template: 'x' }
  const templates = [{ name: 'main', dag: { tasks: [{ name: 't', templateRef, hooks: HOOKS }] } }]

  t.match(decideWith(SETTINGS, workflow({ templates })).warnings, [/^templates\[main\]\.dag\.tasks\[t\] has a hook/u])
  t.strictSame(decideWith({}, workflow({ templates })).warnings, [], 'not where nothing is retried by default')
})

t.test("the Workflow's own hooks do not matter", async (t) => {
  const object = containerWorkflow({ image: 'i' }, {}, { onExit: 'main', hooks: { exit: { template: 'main' } } })

  t.strictSame(decideWith(SETTINGS, object).reasons, { [KEY]: 'injected/absent' })
})

/** The default strategy where these settings are there too. */
function strategyUnder(settings: object): unknown {
  return decideWith({ ...SETTINGS, ...settings }, containerWorkflow()).find(KEY)?.value
}

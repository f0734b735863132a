import type { Manifest } from '../support/manifests.ts'

/** Pods that fail at each attempt. */
const FAILS = { annotations: { 'stand-in/exit-codes': '1' } }
const container = { command: ['run'] }
const FAIL = { name: 'fail', metadata: FAILS, container }
const PASS = { name: 'pass', container }

function dag(...tasks: readonly object[]): object {
  return { entrypoint: 'main', templates: [{ name: 'main', dag: { tasks } }, FAIL, PASS] }
}

function steps(...steps: readonly object[]): object {
  return { entrypoint: 'main', templates: [{ name: 'main', steps: steps.map((step) => [step]) }, FAIL, PASS] }
}

const SPECS: Readonly<Record<string, object>> = {
  'a task that depends on a failure': dag(
    { name: 'a', template: 'fail' },
    { name: 'b', template: 'pass', depends: 'a.Failed' },
    { name: 'c', template: 'pass', depends: 'a.Succeeded' },
  ),
  'a task that goes on after a failure': dag(
    { name: 'a', template: 'fail', continueOn: { failed: true } },
    { name: 'b', template: 'pass', dependencies: ['a'] },
  ),
  'a step that goes on after a failure': steps(
    { name: 'a', template: 'fail', continueOn: { failed: true } },
    { name: 'b', template: 'pass', when: '{{steps.a.status}} == Failed' },
  ),
  'an exit hook of a task that fails': dag(
    { name: 'a', template: 'fail', hooks: { exit: { template: 'pass' } } },
    { name: 'b', template: 'pass', depends: 'a.Failed' },
  ),
  'a hook on the failure of a task': dag({
    name: 'a',
    template: 'fail',
    hooks: { failed: { template: 'pass', expression: 'tasks["a"].status == "Failed"' } },
  }),
  'an exit hook that fails itself': dag({ name: 'a', template: 'pass', hooks: { exit: { template: 'fail' } } }),
  'an exit handler after a failure': { ...steps({ name: 'a', template: 'fail' }), onExit: 'pass' },
  'a hook of the Workflow on its failure': {
    ...steps({ name: 'a', template: 'fail' }),
    hooks: { failed: { template: 'pass', expression: 'workflow.status == "Failed"' } },
  },
  'a loop of which all fail': dag(
    { name: 'a', template: 'fail', withItems: [1, 2] },
    { name: 'b', template: 'pass', depends: 'a.AllFailed' },
  ),
  "a retry of the user's own": {
    entrypoint: 'main',
    templates: [{ ...FAIL, name: 'main', retryStrategy: { limit: 1 } }],
  },
  'a retry of a whole dag': {
    ...dag({ name: 'a', template: 'fail' }),
    templates: [{ name: 'main', retryStrategy: { limit: 1 }, dag: { tasks: [{ name: 'a', template: 'fail' }] } }, FAIL],
  },
  'a failure that stops its siblings': {
    entrypoint: 'main',
    templates: [
      {
        name: 'main',
        failFast: true,
        steps: [[{ name: 'a', template: 'fail' }], [{ name: 'b', template: 'pass' }]],
      },
      FAIL,
      PASS,
    ],
  },
  'a deadline that has passed': { ...steps({ name: 'a', template: 'pass' }), activeDeadlineSeconds: 0 },
  'a failing set of containers': {
    entrypoint: 'main',
    templates: [
      {
        name: 'main',
        metadata: FAILS,
        containerSet: { containers: [{ name: 'main', image: 'docker.io/library/busybox:1.36.1', ...container }] },
      },
    ],
  },
  'a failing inline template': dag(
    { name: 'a', inline: { metadata: FAILS, container } },
    { name: 'b', template: 'pass', depends: 'a.Failed' },
  ),
}

/** Workflows in which something is done about a Pod that fails, by what that is. */
export const FAILURES: Readonly<Record<string, Manifest>> = Object.fromEntries(
  Object.entries(SPECS).map(([title, spec], index) => [
    title,
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      metadata: { name: `failure-${index}` },
      // Without defaults somebody has to say which image.
      spec: { templateDefaults: { container: { image: 'docker.io/library/busybox:1.36.1' } }, ...spec },
    },
  ]),
)

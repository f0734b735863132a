import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Explanation } from '../../src/core/explain.ts'
import { runCli } from './run-cli.ts'

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))
const SETTINGS = `${EXAMPLES}/settings.yaml`

t.test('explains every example', async (t) => {
  const { code, stdout } = await runCli(['explain', '-f', EXAMPLES, '-o', 'json'])

  const explained = JSON.parse(stdout) as Explanation[]
  t.equal(code, 0)
  t.strictSame(
    explained.map(({ object: { kind }, outcome, reason }) => `${kind}: ${reason ?? outcome}`),
    [
      'ClusterWorkflowTemplate: patched',
      'CronWorkflow: unchanged',
      'Workflow: patched',
      'Workflow: patched',
      'Namespace: not-argo',
      'Settings: not-argo',
      'WorkflowTemplate: patched',
      'Workflow: workflow-template-ref',
    ],
  )
})

t.test('leaves the examples as they are the second time', async (t) => {
  const mutated = await runCli(['mutate', '-f', EXAMPLES])
  const again = await runCli(['mutate', '-f', '-'], { stdin: mutated.stdout })

  t.equal(again.stdout, mutated.stdout)
})

t.test('has settings that are right, with a schema for editors', async (t) => {
  const [, schema = ''] = /\$schema=(\S+)/u.exec(readFileSync(SETTINGS, 'utf8')) ?? []

  t.match(await runCli(['check', '--settings', SETTINGS]), { code: 0, stderr: '' })
  t.ok(existsSync(`${EXAMPLES}/${schema}`), schema)
})

t.test('shows what the settings of the example change', async (t) => {
  const { stdout } = await runCli(['explain', '-f', `${EXAMPLES}/hello-workflow.yaml`, '--settings', SETTINGS])

  t.match(stdout, '\n    activeDeadlineSeconds: 7200 (activeDeadlineSeconds, settings file)\n')
  t.notMatch(stdout, '\n    synchronization')
})

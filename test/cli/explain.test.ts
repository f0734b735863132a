import t from 'tap'
import type { Explanation } from '../../src/core/explain.ts'
import { CONFIG, HELLO } from './manifests.ts'
import { runCli } from './run-cli.ts'

t.test('prints what would be done to each object, and why', async (t) => {
  const { code, stdout, stderr } = await runCli(['explain', '-f', '-'], { stdin: `${HELLO}---\n${CONFIG}` })

  t.strictSame({ code, stderr }, { code: 0, stderr: '' })
  t.match(stdout, /^Workflow default\/hello- \(standard input\)\n {2}patched: \d+ injected, 1 kept, 0 skipped\n/u)
  t.match(stdout, '\n    templates[main].container.image: the user set busybox (defaultContainerImage, built-in)\n')
  t.match(
    stdout,
    /\n\nConfigMap config \(standard input\)\n {2}left alone: .* is not a kind that wf-defaults works on\n$/u,
  )
})

t.test('prints a list for programs, an item an object', async (t) => {
  const { code, stdout } = await runCli(['explain', '-f', '-', '-o', 'json', '-n', 'demo'], {
    stdin: `${HELLO}---\n${CONFIG}`,
  })

  const [hello, config] = JSON.parse(stdout) as Explanation[]
  t.equal(code, 0)
  t.match(hello, {
    object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', namespace: 'demo', name: 'hello-' },
    outcome: 'patched',
    reason: null,
    message: null,
    warnings: [],
  })
  t.ok(hello?.decisions.some(({ key, decision }) => key === 'templates[main].container.image' && decision === 'kept'))
  t.ok((hello?.patch.length ?? 0) > 0)
  t.match(config, { outcome: 'skipped', reason: 'not-argo' })
})

t.test('stays readable for a Workflow of fifty templates', async (t) => {
  const templates = Array.from({ length: 50 }, (_, index) => `  - {name: t${index}, container: {image: i${index}}}\n`)
  const stdin = `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: many}\nspec:\n  templates:\n${templates.join('')}`

  const { stdout } = await runCli(['explain', '-f', '-'], { stdin })

  t.ok(stdout.split('\n').length < 50)
  t.match(stdout, '    templates[t0, t1, t2 and 47 more].container.image: the user set i0, and so on (')
})

t.test('does nothing where the settings are at fault', async (t) => {
  const { code, stdout } = await runCli(['explain', '-f', '-', '--settings', 'no-such-file.yaml'], { stdin: HELLO })

  t.strictSame({ code, stdout }, { code: 1, stdout: '' })
})

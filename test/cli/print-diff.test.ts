import { readFileSync } from 'node:fs'
import { applyPatch, parsePatch } from 'diff'
import t from 'tap'
import { CONFIG, HELLO, helloIn } from './manifests.ts'
import { runCli } from './run-cli.ts'

t.test('makes a diff a file, which turns the file into what mutate prints', async (t) => {
  const files = {
    'a.yaml': HELLO,
    'many.yaml': `---\n${HELLO}---\n${CONFIG}---\n# another\n${helloIn('a')}`,
    'no-end.yaml': HELLO.trimEnd(),
    'windows.yaml': HELLO.replaceAll('\n', '\r\n'),
  }
  const folder = t.testdir(files)

  const { stdout } = await runCli(['mutate', '-f', folder, '-o', 'diff'])

  const patches = parsePatch(stdout)
  t.strictSame(
    patches.map(({ newFileName }) => newFileName),
    Object.keys(files).map((name) => `${folder}/${name}`),
  )
  for (const patch of patches) {
    const file = patch.newFileName ?? ''
    const mutated = await runCli(['mutate', '-f', file])
    t.equal(applyPatch(readFileSync(file, 'utf8'), patch, { fuzzFactor: 0 }), mutated.stdout, file)
  }
})

t.test('compares objects alone that share their lines with others', async (t) => {
  const workflow =
    '{"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow","metadata":{"name":"a"},"spec":{"templates":[]}}'
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${workflow}\n`

  const ofList = await runCli(['mutate', '-f', '-', '-o', 'diff'], { stdin: list })
  const ofStream = await runCli(['mutate', '-f', '-', '-o', 'diff'], { stdin: `${workflow}${workflow}\n` })

  t.match(ofList.stdout, `--- standard input (document 1, items[0])\tWorkflow default/a\n`)
  t.match(ofStream.stdout, /^--- standard input \(document 1\).*^--- standard input \(document 2\)/msu)
})

t.test('colours the lines for a terminal', async (t) => {
  const { stdout } = await runCli(['mutate', '-f', '-', '-o', 'diff'], { stdin: HELLO, isTTY: true })

  t.match(stdout, /^\u001b\[1m--- standard input/u)
  t.match(stdout, '\n\u001b[32m+  activeDeadlineSeconds: 86400\u001b[39m\n')
  t.match(stdout, /\n\u001b\[36m@@ -.*@@\u001b\[39m\n/u)
})

t.test('prints nothing where nothing changes', async (t) => {
  t.equal((await runCli(['mutate', '-f', '-', '-o', 'diff'], { stdin: CONFIG })).stdout, '')
})
